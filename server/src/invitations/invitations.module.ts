import { Module } from '@nestjs/common';
import { AcceptanceService } from './acceptance.service';
import { AfterAcceptance } from './after-acceptance';
import { AttributionController } from './attribution.controller';
import { AttributionService } from './attribution.service';
import { CodePictures } from './code-pictures';
import { ContactCredits } from './contact-credits';
import { Credits } from './credits';
import { InvitationActs } from './invitation-acts';
import { InvitationDrawings } from './invitation-drawings';
import { InvitationLog } from './invitation-log';
import { InvitationLookups } from './invitation-lookups';
import { InvitationsController } from './invitations.controller';
import { InvitationsPresenter } from './invitations.presenter';
import { InvitationsService } from './invitations.service';
import { LandingService } from './landing.service';
import { Posters } from './posters';
import { ScoreboardService } from './scoreboard.service';

@Module({
  controllers: [InvitationsController, AttributionController],
  providers: [
    AcceptanceService,
    AfterAcceptance,
    AttributionService,
    CodePictures,
    ContactCredits,
    Credits,
    InvitationActs,
    InvitationDrawings,
    InvitationLog,
    InvitationLookups,
    InvitationsPresenter,
    InvitationsService,
    LandingService,
    Posters,
    ScoreboardService,
  ],
})
export class InvitationsModule {}
