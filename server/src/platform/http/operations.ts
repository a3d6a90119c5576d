import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type OperationMeta, operationOf } from './operation';

/** The operations that this process serves, found on the controllers. */
@Injectable()
export class Operations {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  all(): OperationMeta[] {
    const found = this.discovery.getControllers().flatMap(({ metatype }) => {
      const prototype = metatype?.prototype as Record<string, object> | undefined;
      if (!prototype) return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => operationOf(prototype[name] as object) ?? []);
    });
    return found.sort((a, b) => a.id.localeCompare(b.id));
  }
}
