import type { Provider, Type } from '@nestjs/common';
import { Preferences } from '../preferences/preferences';
import { TemplatesController } from '../templates/templates.controller';
import { TemplatesService } from '../templates/templates.service';
import { ConsentLedger } from './consent-ledger';
import { ConsentsController } from './consents.controller';
import { ConsentsService } from './consents.service';
import { OwnMessages } from './own-messages';
import { PlatformAnswers } from './platform-answers';
import { MatchTold, ToldMessages } from './told-messages';

/** What people agreed to, and the templates by which it is sent. */
export const consentProviders: Provider[] = [
  ConsentLedger,
  ConsentsService,
  MatchTold,
  OwnMessages,
  PlatformAnswers,
  Preferences,
  TemplatesService,
  ToldMessages,
];
export const consentControllers: Type[] = [ConsentsController, TemplatesController];
