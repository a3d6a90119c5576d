import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { freshPlace, type TestPlace } from '../../../test/database';
import { until } from '../../../test/runners';
import { ClockModule } from '../clock.module';
import { Database, type Tx } from '../database/database';
import { PlatformDatabaseModule } from '../database/database.module';
import { Events, OnEvent } from './events';
import { JobHandler, type RunningJob } from './job';
import { Jobs } from './jobs';
import { PlatformJobsModule } from './jobs.module';
import { JobRunner } from './runner';
import { Scheduled } from './scheduled';

class ShopOpened {
  constructor(readonly name: string) {}
}

@Entity('schedule')
class ScheduleRow {
  @PrimaryColumn() name!: string;
  @Column({ type: 'bigint' }) nextAt!: number;
}

/** Idempotent: it only takes down names. */
@JobHandler('banner.hang')
class HangBanner {
  readonly hung: unknown[] = [];

  async run(job: RunningJob): Promise<void> {
    this.hung.push(job.payload.name);
  }
}

@Injectable()
class Neighbours {
  swept = 0;

  constructor(
    private readonly jobs: Jobs,
    @InjectRepository(ScheduleRow) readonly rows: Repository<ScheduleRow>,
  ) {}

  @OnEvent(ShopOpened)
  async congratulate(event: ShopOpened, tx: Tx): Promise<void> {
    if (event.name === '') throw new Error('a shop without a name');
    await this.jobs.add(tx, 'banner.hang', { name: event.name });
  }

  @Scheduled('neighbours.sweep', { everyMs: 60_000 })
  async sweep(): Promise<void> {
    this.swept++;
  }
}

@Module({ imports: [TypeOrmModule.forFeature([ScheduleRow])], providers: [HangBanner, Neighbours] })
class StreetModule {}

describe('an application', () => {
  let place: TestPlace;
  beforeEach(async () => {
    place = await freshPlace();
  });
  afterEach(() => place.drop());

  const boot = async (runs: boolean) => {
    const app = await NestFactory.createApplicationContext(
      {
        module: class Root {},
        imports: [
          ClockModule,
          PlatformDatabaseModule.forRoot({ url: place.url, poolSize: 4 }),
          PlatformJobsModule.forRoot({ runs, pollMs: 20 }),
          StreetModule,
        ],
      },
      { logger: false, abortOnError: false },
    );
    return { app, database: app.get(Database), jobs: app.get(Jobs), events: app.get(Events), runner: app.get(JobRunner) };
  };

  it('migrates, finds handlers, schedules and subscribers by their decorators, and gives rooms their repositories', async () => {
    const { app, database, events } = await boot(true);
    const street = app.select(StreetModule);
    await database.transaction((tx) => events.publish(tx, new ShopOpened('永兴五金')));
    await until(() => street.get(HangBanner).hung.length === 1);
    await until(() => street.get(Neighbours).swept === 1);
    expect(street.get(HangBanner).hung).toEqual(['永兴五金']);
    const row = await street.get(Neighbours).rows.findOneByOrFail({ name: 'neighbours.sweep' });
    expect(typeof row.nextAt).toBe('number');
    await app.close();
  });

  it('undoes everything when a subscriber refuses', async () => {
    const { app, database, events } = await boot(false);
    await expect(
      database.transaction(async (tx) => {
        await events.publish(tx, new ShopOpened('first'));
        await events.publish(tx, new ShopOpened(''));
      }),
    ).rejects.toThrow('without a name');
    expect(await database.query('SELECT COUNT(*) AS n FROM outbox_job')).toEqual([{ n: 0 }]);
    await app.close();
  });

  it('that only serves requests adds jobs and leaves them to the workers', async () => {
    const api = await boot(false);
    await api.database.transaction((tx) => api.jobs.add(tx, 'banner.hang', { name: 'a' }));
    expect((await api.jobs.dead()).length).toBe(0);
    const worker = await boot(true);
    await until(() => worker.app.select(StreetModule).get(HangBanner).hung.length === 1);
    expect(api.app.select(StreetModule).get(HangBanner).hung).toEqual([]);
    await worker.app.close();
    await api.app.close();
  });
});
