import { Injectable } from '@nestjs/common';
import { Lookups } from '../members/people/lookups';
import { OwnData } from '../members/people/own-data';

/** Rooms below that ask this one. */
@Injectable()
export class CommunityTelling {
  constructor(
    readonly own: OwnData,
    readonly lookups: Lookups,
  ) {}
}
