import { copy } from './clipboard';
import type { Input } from './contract';
import { fetchFile } from './files';
import { apiBase } from './server';

/** Opens a paper to print it. A phone cannot print: there the address of the same page for a computer is copied. */
export async function printPaper(input: Input<'orders.print'>, page: string): Promise<void> {
  if (process.env.TARO_ENV !== 'h5') {
    await copy(`${apiBase().replace(/\/api$/, '')}/#${page}`, '链接已复制，在电脑浏览器里打开后打印');
    return;
  }
  const link = document.createElement('a');
  link.href = await fetchFile('orders.print', input);
  link.target = '_blank';
  link.click();
}
