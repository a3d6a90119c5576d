import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { type OrderScene, orderScene } from '../../../test/order-scene';
import { code128Values, PATTERNS } from './code128';

describe('paper', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterAll(() => t.close());

  const print = async (as: string, id: number, query: object = {}) => {
    const { status, body, headers } = await t.call('orders.print', { as, params: { id }, query: { ...query } });
    return { status, html: String(body), body, headers };
  };

  it('shows an order with its total in figures and in capitals, on a page that runs nothing', async () => {
    const id = await s.place();
    const { status, html, headers } = await print(s.owner.token, id);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html).toContain('订货单');
    expect(html).toContain('¥100.00');
    expect(html).toContain('壹佰元整');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|\son\w+=/);
  });

  it('shows what one delivery brings, and no delivery before anything has left', async () => {
    const id = await s.place();
    expect((await print(s.owner.token, id, { what: 'delivery' })).status).toBe(400);
    await s.walk(id, 'approval', 'outbound');
    const { body } = await s.step(s.staff.warehouse.token, id, 'shipment', { version: 3, lines: [{ line: 1, quantity: 4 }] });
    const { html } = await print(s.staff.courier.token, id, { what: 'delivery', shipmentId: body.shipments[0]!.id });
    expect(html).toContain(body.shipments[0]!.number);
    expect(html).toContain('肆拾元整');
    expect(html).toContain('size:241mm 140mm');
  });

  it('takes what people typed for text', async () => {
    const id = await s.place();
    await t.db.execute('UPDATE shop_order SET wish = ? WHERE id = ?', ['<img src=x onerror=alert(1)>"', id]);
    const { html } = await print(s.owner.token, id);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;');
    expect(html).not.toContain('<img');
  });

  it('is nobody else’s', async () => {
    const id = await s.place();
    expect((await print((await buildMember(t)).token, id)).status).toBe(404);
  });

  it('carries a barcode of bars that scanners know', () => {
    expect(new Set(PATTERNS).size).toBe(107);
    for (const pattern of PATTERNS.slice(0, 106)) {
      const widths = [...pattern].map(Number);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(11);
      // Bars together are even, which is how a scanner finds a misread sign.
      expect(widths.filter((_, i) => i % 2 === 0).reduce((sum, width) => sum + width, 0) % 2).toBe(0);
    }
    // 104 + 1×48 + 2×42 + 3×42 + 4×17 + 5×18 + 6×19 + 7×35 = 879 = 8×103 + 55
    expect(code128Values('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
  });
});
