import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const node = (kind: string, tag: string, attributes: string) =>
  `<template name="tmpl_0_${kind}">\n  <${tag} ${attributes} id="{{i.uid||i.sid}}" data-sid="{{i.sid}}">\n  </${tag}>\n</template>\n\n`;

const BASE = [
  node('0', 'view', 'bindtap="eh" class="{{i.cl}}"'),
  node('1', 'view', 'catchtap="eh"'),
  node('2', 'view', 'class="{{i.cl}}"'),
  node('3', 'button', 'disabled="{{i.p2}}" open-type="{{i.p11}}" bindtap="eh" bindgetphonenumber="eh"'),
  node('4_blur', 'input', 'placeholder="{{i.p6}}" bindinput="eh" bindblur="eh"'),
  node('5', 'picker', 'range="{{i.p3}}" bindchange="eh"'),
  '<template name="tmpl_0_8">\n  <block>{{i.v}}</block>\n</template>\n',
].join('');

/** What Taro would send for a page: a row that listens, in a row that listens, a field, a wheel and platform buttons. */
const FIRST = `
const text = (v) => ({ nn: '8', sid: 't' + v, v });
Page({
  data: { root: { cn: [] } },
  onLoad(query) {
    this.seen = [];
    this.setData({ 'root.cn': [
      { nn: '0', sid: 'row', cn: [ { nn: '2', sid: 'name', cn: [text('张建国')] }, { nn: '0', sid: 'call', cn: [text('打电话')] } ] },
      { nn: '0', sid: 'other', cn: [ { nn: '2', sid: 'name2', cn: [text('李秀英')] }, { nn: '1', sid: 'call2', cn: [text('打电话')] } ] },
      { nn: '2', sid: 'field', cn: [ text('店名'), { nn: '4', sid: 'box', p6: '写全称' } ] },
      { nn: '2', sid: 'field2', cn: [ text('等级'), { nn: '5', sid: 'wheel', p3: ['A', 'B'], cn: [text('请选择')] } ] },
      { nn: '3', sid: 'off', p2: true, cn: [text('不能点')] },
      { nn: '3', sid: 'share', p11: 'share', cn: [text('发给好友')] },
      { nn: '3', sid: 'number', p11: 'getPhoneNumber', cn: [text('用微信手机号')] },
      { nn: '0', sid: 'ask', cn: [text('撤回')] },
      { nn: '0', sid: 'break', cn: [text('弄坏')] },
      { nn: '0', sid: 'get', cn: [text('去问')] },
      { nn: '2', sid: 'seen', cn: [text('还没有')] },
      { nn: '0', sid: 'pay', cn: [text('付款')] },
    ] });
  },
  tell(what) {
    this.seen.push(what);
    setTimeout(() => this.setData({ 'root.cn.[10].cn.[0].v': this.seen.join(' ') }));
  },
  onShareAppMessage: () => ({ title: '邀请', path: '/pages/second/index?code=1' }),
  eh(event) {
    const sid = event.currentTarget.dataset.sid;
    if (event.type === 'tap') this.tell('点' + sid);
    if (event.type === 'input') this.tell('写' + event.detail.value);
    if (event.type === 'change') this.tell('选' + event.detail.value);
    if (event.type === 'getphonenumber') this.tell('号' + (event.detail.code || event.detail.errMsg));
    if (sid === 'ask' ) wx.showModal({ title: '撤回公告？', confirmText: '撤回', cancelText: '先不', success: ({ confirm }) => this.tell(confirm ? '撤了' : '没撤') });
    if (sid === 'pay') wx.requestPayment({ package: 'prepay_id=wx1', success: ({ errMsg }) => this.tell(errMsg), fail: ({ errMsg }) => this.tell(errMsg) });
    if (sid === 'break') throw new Error('坏了');
    if (sid === 'get') wx.request({ url: 'http://built.in/api/echo?x=1', method: 'POST', data: '{"a":1}', header: {}, success: ({ statusCode, data }) => this.tell(statusCode + data.method + data.path + data.body), fail: ({ errMsg }) => this.tell(errMsg) });
  },
});`;

const SECOND = `
const shared = require('../shared');
Page({ data: { root: { cn: [] } }, onLoad(query) { this.setData({ 'root.cn': [{ nn: '2', sid: 's', cn: [{ nn: '8', sid: 'st', v: shared.hello + query.code }] }] }); }, eh() {} });`;

/** A mini-program small enough to know by heart, so that the runner is tried without building the real one. */
export function writeFixture(): string {
  const dist = mkdtempSync(path.join(tmpdir(), 'weapp-fixture-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
    writeFileSync(path.join(dist, file), text);
  };
  write('base.wxml', BASE);
  write('app.js', `App({ onLaunch() { wx.setStorageSync('starts', String(Number(wx.getStorageSync('starts')) + 1)); } });`);
  write('app.json', JSON.stringify({ pages: ['pages/first/index'], subPackages: [{ root: 'pages/second', pages: ['index'] }] }));
  write('pages/first/index.js', FIRST);
  write('pages/second/index.js', SECOND);
  write('pages/shared.js', `exports.hello = '您好';`);
  return dist;
}
