import { prepare } from './prepare';
import { closeOnSignal, serve } from './serve';

/** What is already built, without the launcher: in a container, or under a process manager. */
async function main(): Promise<void> {
  await prepare();
  const serving = await serve();
  closeOnSignal(serving);
}

main().catch((error: unknown) => {
  const known = error instanceof Error && 'hint' in error;
  console.error(known ? `${error.message}\n${String(error.hint)}` : error);
  process.exit(1);
});
