import { runCommand } from './explain';
import { prepare } from './prepare';
import { closeOnSignal, serve } from './serve';

// What is already built, without the launcher: in a container, or under a process manager.
runCommand(async () => {
  await prepare();
  closeOnSignal(await serve());
});
