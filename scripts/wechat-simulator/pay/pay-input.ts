import { PayError } from './pay-error';

type Fields = Record<string, unknown>;

/** What a request says, field by field, under the rules of the platform's tables. */
export class PayInput {
  constructor(
    private readonly fields: Fields,
    private readonly path = '',
  ) {}

  text(name: string, { min = 1, max, format }: { min?: number; max: number; format?: RegExp }): string {
    const value = this.optionalText(name, { min, max, format });
    if (value === null) throw PayError.parameter(this.at(name), `缺少必填字段 ${name}`);
    return value;
  }

  optionalText(name: string, { min = 1, max, format }: { min?: number; max: number; format?: RegExp }): string | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') throw PayError.parameter(this.at(name), `${name} 应为字符串`, value);
    const { length } = [...value];
    if (length < min || length > max) throw PayError.parameter(this.at(name), `${name} 长度应为 ${min} 至 ${max}`, value);
    if (format && !format.test(value)) throw PayError.parameter(this.at(name), `${name} 格式不正确`, value);
    return value;
  }

  fen(name: string): number {
    const value = this.fields[name];
    if (!Number.isSafeInteger(value) || (value as number) < 1)
      throw PayError.parameter(this.at(name), `${name} 应为大于 0 的整数，单位分`, value);
    return value as number;
  }

  object(name: string): PayInput {
    const value = this.fields[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw PayError.parameter(this.at(name), `缺少必填字段 ${name}`);
    return new PayInput(value as Fields, this.at(name));
  }

  private at(name: string): string {
    return `${this.path}/${name}`;
  }
}

/** Where notices go: no query, and https where that is asked for. */
export function notifyUrlRules(requireHttps: boolean, max: number): { max: number; format: RegExp } {
  return { max, format: requireHttps ? /^https:\/\/[^?#\s]+$/ : /^https?:\/\/[^?#\s]+$/ };
}
