import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { openDatabase } from './data-source';
import { Database } from './database';
import { migrate } from './migrate';
import type { DatabaseOptions } from './options';

export interface PlatformDatabaseOptions extends DatabaseOptions {
  /** Bring the tables up to date before anything else of the application starts; on unless told otherwise. */
  migrate?: boolean;
  onMigration?: (name: string) => void;
}

/** Global: `Database` for everyone, repositories through `TypeOrmModule.forFeature([...])` in the rooms. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: the form of a Nest module
export class PlatformDatabaseModule {
  static forRoot(options: PlatformDatabaseOptions): DynamicModule {
    let database: Database | undefined;
    return {
      module: PlatformDatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          // Only collects the entities of the rooms; what is opened is decided below.
          useFactory: () => ({ type: 'better-sqlite3', database: ':memory:', autoLoadEntities: true, retryAttempts: 3, retryDelay: 1_000 }),
          dataSourceFactory: async (collected) => {
            database = await openDatabase(options, collected?.entities);
            if (options.migrate !== false) await migrate(database, { onStep: options.onMigration });
            return database.dataSource;
          },
        }),
      ],
      providers: [{ provide: Database, inject: [getDataSourceToken()], useFactory: () => database }],
      exports: [Database],
    };
  }
}
