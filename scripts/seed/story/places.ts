import { childRegions } from '@dianquan/server/members/regions/regions';
import type { Content, District } from '../content/content';
import { Dice } from '../dice';

const KM_PER_DEGREE = 111.32;

export type Place = { regionCode: string; address: string; latitude: number; longitude: number; street: string; districtName: string };

/** Addresses in Chengdu's districts, streets by the division codes; positions in GCJ-02 around each district's real centre. */
export class Places {
  private readonly byCode: Map<string, District>;
  private readonly districtNames = new Map(childRegions('5101').map(({ code, name }) => [code, name]));

  constructor(districts: Content['districts']) {
    this.byCode = new Map(districts.map((district) => [district.code, district]));
  }

  districtIn(dice: Dice, territory: readonly string[]): District {
    return dice.weighted(
      territory.map((code) => this.district(code)),
      (district) => district.weight,
    );
  }

  district(code: string): District {
    const district = this.byCode.get(code.slice(0, 6));
    if (!district) throw new Error(`places.json has no district ${code}`);
    return district;
  }

  somewhere(dice: Dice, district: District): Place {
    const street = dice.pick(childRegions(district.code));
    const inMarket = dice.chance(0.16);
    const address = inMarket
      ? `${dice.pick(district.markets)}${dice.pick(['A', 'B', 'C', '1', '2', '3'])}区${dice.between(1, 68)}号`
      : `${dice.pick(district.roads)}${dice.between(1, 398)}号${dice.chance(0.4) ? `附${dice.between(1, 26)}号` : ''}`;
    const districtName = this.districtNames.get(district.code) ?? '';
    return {
      // A sheet of old names often knows the district only.
      regionCode: dice.chance(0.86) ? street.code : district.code,
      address: dice.chance(0.22) ? `${districtName}${address}` : address,
      ...this.position(dice, street.code),
      street: street.name,
      districtName,
    };
  }

  /** A street has a middle of its own, the same in every run, with its shops within a few hundred metres. */
  position(dice: Dice, streetCode: string): { latitude: number; longitude: number } {
    const district = this.district(streetCode);
    const own = new Dice(`street ${streetCode}`);
    const angle = own.float() * 2 * Math.PI;
    const away = Math.sqrt(own.float()) * district.radiusKm;
    const north = away * Math.sin(angle) + dice.normal(0, 0.3);
    const east = away * Math.cos(angle) + dice.normal(0, 0.3);
    const perDegree = KM_PER_DEGREE * Math.cos((district.latitude * Math.PI) / 180);
    return { latitude: round(district.latitude + north / KM_PER_DEGREE), longitude: round(district.longitude + east / perDegree) };
  }

  streetName(code: string): string {
    return childRegions(code.slice(0, 6)).find((street) => street.code === code)?.name ?? '';
  }

  districtName(code: string): string {
    return this.districtNames.get(code.slice(0, 6)) ?? '';
  }
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
