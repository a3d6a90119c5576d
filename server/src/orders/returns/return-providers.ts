import { ReturnDecisions } from './return-decisions';
import { ReturnsPresenter } from './returns.presenter';
import { ReturnsService } from './returns.service';

export const RETURN_PROVIDERS = [ReturnDecisions, ReturnsPresenter, ReturnsService];
