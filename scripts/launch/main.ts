import { runCommand } from './explain';
import { prepare } from './prepare';
import { closeOnSignal, serve } from './serve';

// What is already built, without the launcher: in a container, or under a process manager.
runCommand(async () => {
  await prepare();
  const serving = await serve();
  closeOnSignal(serving);
  console.log(serving.url ? `Dianquan listens at ${serving.url}` : 'Dianquan works in the background');
});
