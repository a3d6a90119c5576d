import { DefaultNamingStrategy } from 'typeorm';

/** `ownerStaffId` → `owner_staff_id`, class `ShopContact` → table `shop_contact`. */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override tableName(className: string, given?: string): string {
    return given || snake(className);
  }

  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return [...prefixes.map(snake), given || snake(property)].join('_');
  }
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
