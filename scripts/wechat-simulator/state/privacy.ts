import type { Limits } from '../limits';
import type { SimulatorClock } from './clock';
import type { Person } from './people';

export interface PrivacyRefusal {
  errno: 104 | 112;
  errMsg: string;
}

/** The client's privacy gate: nothing personal before the user has agreed, nothing at all that the guide does not declare. */
export class Privacy {
  constructor(
    private readonly clock: SimulatorClock,
    private readonly limits: Limits,
    private readonly declaredApis: ReadonlySet<string>,
  ) {}

  setting(person: Person): { needAuthorization: boolean; privacyContractName: string } {
    return { needAuthorization: person.privacy.agreedAt === null, privacyContractName: '《店圈小程序隐私保护指引》' };
  }

  agree(person: Person): void {
    person.privacy = { agreedAt: this.clock.now(), refusedAt: null };
  }

  refuse(person: Person): void {
    person.privacy = { agreedAt: null, refusedAt: this.clock.now() };
  }

  /** The user removed the mini-program from the recently used. */
  clear(person: Person): void {
    person.privacy = { agreedAt: null, refusedAt: null };
  }

  refusalOf(person: Person, api: string): PrivacyRefusal | null {
    if (!this.declaredApis.has(api)) {
      return { errno: 112, errMsg: `${api}:fail api scope is not declared in the privacy agreement` };
    }
    if (person.privacy.agreedAt !== null) return null;
    const { refusedAt } = person.privacy;
    const inGap = refusedAt !== null && this.clock.now() - refusedAt < this.limits.privacy.askAgainAfterMs;
    return { errno: 104, errMsg: `${api}:fail privacy permission is not authorized${inGap ? ' in gap' : ''}` };
  }
}
