import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Files } from '../platform/files/files';
import { Events } from '../platform/jobs/events';

/** When a comment is written, how its author looks, and who hears of it. */
@Injectable()
export class CommentTelling {
  constructor(
    readonly clock: Clock,
    readonly files: Files,
    readonly events: Events,
  ) {}
}
