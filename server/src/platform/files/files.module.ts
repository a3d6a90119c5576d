import { Global, Module } from '@nestjs/common';
import { FileAddresses } from './file-address';
import { FileGates } from './file-gates';
import { FileHousekeeping } from './file-housekeeping';
import { FilePresenter } from './file-presenter';
import { FileStore, LocalFileStore } from './file-store';
import { Files } from './files';
import { FilesController } from './files.controller';

@Global()
@Module({
  controllers: [FilesController],
  providers: [Files, FilePresenter, FileGates, FileAddresses, FileHousekeeping, { provide: FileStore, useClass: LocalFileStore }],
  exports: [Files, FilePresenter, FileGates, FileStore],
})
export class FilesModule {}
