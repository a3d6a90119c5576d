import { Injectable } from '@nestjs/common';
import { CodePictures } from './code-pictures';
import { Posters } from './posters';

@Injectable()
/** Pictures that go out into the world. */
export class InvitationDrawings {
  constructor(
    readonly codes: CodePictures,
    readonly posters: Posters,
  ) {}
}
