import fs from 'node:fs';
import path from 'node:path';
import { phone } from '../../test/stubs/taro';
import appConfig from '../app.config';
import { back, decodeAll, goTo, open, PAGES, pageNameOf, pathTo, replaceWith } from './navigation';

const config = appConfig as unknown as {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
  tabBar: { list: { pagePath: string }[] };
};
const declared = [...config.pages, ...config.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];

beforeEach(() => phone.reset());

describe('pages', () => {
  it('are the same in the list of names and in the configuration of the app', () => {
    expect(Object.values(PAGES).sort()).toEqual(declared.sort());
  });

  it.each(Object.values(PAGES))('%s exists, with a title', (page) => {
    const folder = path.resolve(__dirname, '..', path.dirname(page));
    expect(fs.existsSync(path.join(folder, 'index.tsx'))).toBe(true);
    expect(fs.readFileSync(path.join(folder, 'index.config.ts'), 'utf8')).toMatch(/navigationBarTitleText: '.+'/);
  });
});

describe('going somewhere', () => {
  it('writes the query into the address, and leaves out what is not given', () => {
    expect(pathTo('post', { id: 7, from: undefined, name: '五金 & 建材' })).toBe(
      `/shop/post/index?id=7&name=${encodeURIComponent('五金 & 建材')}`,
    );
  });

  it('switches to tabs and puts other pages on top', () => {
    goTo('inbox');
    goTo('post', { id: 7 });
    expect(phone.went).toEqual(['switchTab /pages/inbox/index', 'navigateTo /shop/post/index?id=7']);
  });

  it('replaces the page when the stack is as deep as the platform allows', () => {
    phone.depth = 9;
    goTo('post', { id: 8 });
    expect(phone.went).toEqual(['redirectTo /shop/post/index?id=8']);
  });

  it('takes two quick taps on the same thing for one, and a later one for another', () => {
    jest.useFakeTimers();
    goTo('post', { id: 9 });
    goTo('post', { id: 9 });
    jest.advanceTimersByTime(1000);
    goTo('post', { id: 9 });
    jest.useRealTimers();
    expect(phone.went).toHaveLength(2);
  });

  it('takes a quick tap on another page for what it is', () => {
    goTo('post', { id: 10 });
    phone.route = 'pages/inbox/index';
    goTo('post', { id: 10 });
    expect(phone.went).toHaveLength(2);
  });

  it('opens the paths that answers carry, with or without a slash, and nothing else', () => {
    open('shop/announcement/index?id=3');
    open('/shop/announcement/index?id=4');
    open('https://example.com/');
    open('/shop/nowhere/index');
    expect(phone.went).toEqual(['navigateTo /shop/announcement/index?id=3', 'navigateTo /shop/announcement/index?id=4']);
  });

  it('goes back, or home from a page that was opened by itself', () => {
    phone.depth = 2;
    back();
    phone.depth = 1;
    back();
    expect(phone.went).toEqual(['back', 'switchTab /pages/home/index']);
  });

  it('takes the place of the page', () => {
    replaceWith('announcement', { id: 1 });
    expect(phone.went).toEqual(['redirectTo /shop/announcement/index?id=1']);
  });
});

describe('the address of a page', () => {
  it('is known by its name', () => {
    expect(pageNameOf('/pages/join/index?code=1')).toBe('join');
    expect(pageNameOf('pages/join')).toBeUndefined();
  });

  it('is decoded once, and a stray percent sign does no harm', () => {
    expect(decodeAll({ scene: 'i%3Dabc', q: '100%', none: undefined })).toEqual({ scene: 'i=abc', q: '100%', none: undefined });
  });
});
