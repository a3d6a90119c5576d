import { AnnouncementsModule } from '../src/announcements/announcements.module';
import { CatalogueModule } from '../src/catalogue/catalogue.module';
import { CommunitiesModule } from '../src/communities/communities.module';
import { DeliveryModule } from '../src/delivery/delivery.module';
import { InvitationsModule } from '../src/invitations/invitations.module';
import { MembersModule } from '../src/members/members.module';

/** What the catalogue stands on, and what may offer its goods: all that it must work without is left out. */
export const CATALOGUE_ROOMS = [MembersModule, InvitationsModule, DeliveryModule, CatalogueModule, CommunitiesModule, AnnouncementsModule];
