import { documentOf, gramsOfProduct, gramsOfQuery, type SearchableProduct } from './search-grams.js';
import { normalised } from './search-normal.js';
import { score } from './search-score.js';
import { syllablesOf } from './search-sounds.js';

const product = (line: string): SearchableProduct => {
  const [name, brand, category, specs, keywords, code, barcode] = line.split('|').map((part) => part.trim());
  return {
    name: name!,
    brand: brand || null,
    category: category || null,
    specs: specs ? specs.split('、') : [],
    keywords: keywords ? keywords.split('、') : [],
    codes: code ? [code] : [],
    barcodes: barcode ? [barcode] : [],
  };
};
const CATALOGUE = `
农夫山泉饮用天然水|农夫山泉|饮用水|550ml、1.5L|矿泉水|NF-550|6921168509256
重庆老灶火锅底料|桥头|调料|500g||CQ-500|6922222000011
长城润滑油 尊龙王|长城|润滑油|4L、18L|机油|GW-T500
不锈钢 304 内六角圆柱头螺丝|固万基|螺丝|M8×50、M6×30|杯头螺丝|SS-M850
外六角螺栓 8.8级|晋亿|螺栓|M10×40、M12×80||HX-1040
十字沉头自攻螺丝|东明|螺丝|4×40、5×50|木牙螺丝|ST-440
膨胀螺栓 拉爆|固万基|螺栓|Φ8×80、Φ10×100|膨胀螺丝|EX-880
六角法兰面螺母|晋亿|螺母|M8、M10|螺帽|NT-08
平垫圈 镀锌|晋亿|垫圈|M8、M10|华司、介子|WS-08
弹簧垫圈|晋亿|垫圈|M8|弹垫|SW-08
黄铜球阀 内丝|埃美柯|阀门|DN15（1/2寸）、DN20（3/4寸）||BV-15|6930000011111
不锈钢球阀 两片式|远大|阀门|DN20、DN25||BV-S20
PPR热熔球阀|伟星|阀门|20、25|双活接球阀|PV-20
铜闸阀|埃美柯|阀门|DN50||GV-50
三角阀 冷热|九牧|阀门|4分|角阀|JF-4
单向阀 立式止回阀|埃美柯|阀门|1寸|逆止阀|CV-25
蝶阀 对夹式 D71X|上海|阀门|DN100||DV-100
PPR热水管|伟星|管材|De20×2.8、De25×3.5|水管|PP-20
PVC排水管|联塑|管材|110、75|下水管|PVC-110
PVC线管 穿线管|联塑|管材|16、20|电工管|XG-20
PPR直接|伟星|管件|20、25|直通|PJ-20
PPR弯头 90度|伟星|管件|20、25||PW-20
PVC三通|联塑|管件|50、110||PS-50
铝塑管|日丰|管材|1216、1418||LS-1216
生料带|联塑|密封|20m|水胶布|SL-20
角磨机 100型|博世|电动工具|720W|磨光机|GWS-720|6949509212345
冲击钻 双用|东成|电动工具|13mm 710W|电钻|DC-13
充电式手电钻 锂电|大艺|电动工具|20V|手枪钻|DY-20
电锤 三功能|博世|电动工具|26mm|冲击锤|GBH-226
云石机 石材切割机|东成|电动工具|110mm|切割机|YS-110
曲线锯|牧田|电动工具|450W||JS-450
热风枪|博世|电动工具|2000W||HG-2000
麻花钻头 含钴|上工|钻头|6.5mm、8mm、16.5mm|直柄钻头|ZT-65
冲击钻头 方柄四坑|百威|钻头|Φ6、Φ8×110|电锤钻头|ZT-C8
开孔器 双金属|力易得|钻头|65mm||KK-65
切割片 树脂 105|金刚王|磨具|105×1.2×16||QG-105
角磨片 百叶片|金牛|磨具|100×16|百页轮|JM-100
砂纸 水磨|勇士|磨具|240目、400目||SZ-240
活动扳手|世达|手动工具|8寸、10寸、12寸|活络扳手、活口|47203|6913900472031
梅花开口两用扳手|世达|手动工具|13mm、17mm|呆扳手|40208
内六角扳手套装|史丹利|手动工具|9件套||NL-9
羊角锤 木柄|田岛|手动工具|0.5kg|榔头|YJ-05
十字螺丝刀|得力|手动工具|6×150mm|起子、改锥|DL-6150
钢丝钳|世达|手动工具|8寸|老虎钳|70303
尖嘴钳|世达|手动工具|6寸||70101
水泵钳|史丹利|手动工具|10寸|水管钳|SB-10
管子钳 重型|长城精工|手动工具|14寸|管钳|GQ-14
撬棍 六角钢|精工|手动工具|600mm|撬杠|QG-600
卷尺|得力|量具|5m、7.5m|盒尺|DL-79
游标卡尺 不锈钢|桂林|量具|0-150mm||KC-150
水平尺 强磁|田岛|量具|600mm|平水尺|SP-600
激光水平仪 绿光 12线|福禄克|量具||贴墙仪|SP-12
电子秤 台秤|香山|量具|30kg|磅秤|CZ-30
铜芯电线 BV|远东|电线|2.5平方、4平方、6平方|单芯线|BV-2.5
护套线 RVV|远东|电线|2×1.5、3×2.5|软线|RVV-315
网线 超五类|安普|电线|305米|双绞线|WX-5E
电工胶布 绝缘|3M|绝缘|18mm×20m|电胶布、胶带|JB-18
尼龙扎带|长虹|辅料|4×200、5×300|扎线带|ZD-4200
冷压端子 接线端子|德力西|电工|SC10-8|铜鼻子|DZ-10
空气开关 2P|正泰|电工|32A、63A|断路器、空开|NXB-63|6932873812345
漏电保护器|正泰|电工|2P 40A|漏保|NXBLE-40
交流接触器|施耐德|电工|CJX2-1810||CJX2-1810
五孔插座 86型|公牛|开关插座|10A|墙壁插座|G07Z223|6924505812345
单开双控开关|公牛|开关插座|86型||G07K112
行程开关|正泰|电工|YBLX-19||XC-19
LED灯泡 球泡|欧普|照明|9W、12W|节能灯|OP-9
T8灯管 LED|雷士|照明|1.2米|日光灯|NVC-T8
吸顶灯|欧普|照明|24W||OP-X24
插排 六位|公牛|开关插座|3米|拖线板、接线板|GN-606
中性硅酮玻璃胶|道康宁|胶粘|300ml|密封胶|BL-300
免钉胶|汉高百得|胶粘|350g|液体钉|MD-350
AB胶 快干|金三秒|胶粘|20g||AB-20
502胶水|得力|胶粘|8g|瞬干胶|JS-502
发泡胶|固诺|胶粘|750ml|填缝剂|FP-750
白乳胶|熊猫|胶粘|18kg|木工胶|RJ-18
乳胶漆 内墙 白色|立邦|涂料|18L||LB-18
防锈漆 红丹|长江|涂料|15kg|底漆|FX-15
自喷漆 手摇|三和|涂料|400ml|喷漆|PQ-400
稀释剂 天那水|长江|涂料|10kg|香蕉水|XS-10
羊毛刷 油漆刷|得力|涂装|2寸、3寸|毛刷|MS-2
滚筒刷|得力|涂装|9寸|滚刷|GT-9
不锈钢合页 4寸|顶固|门窗五金|4寸×3寸|铰链|HY-4
液压缓冲铰链|海蒂诗|门窗五金|110度|飞机合页|JL-110
三节静音滑轨|海福乐|门窗五金|400mm、450mm|抽屉轨道|HG-450
执手锁 室内门锁|雅洁|锁具|50||SJ-50
挂锁 铜|三环|锁具|50mm|铜锁|GS-50
月牙锁 平移窗|合和|门窗五金|||YS-01
闭门器|多玛|门窗五金|65kg||BM-65
脚轮 万向|皇冠|五金配件|3寸、4寸|轮子|JL-3
铆钉 抽芯|固万基|紧固件|4×10|拉铆钉|MD-410
钢钉 水泥钉|金刚王|紧固件|2.5寸|洋钉|GD-25
喉箍 不锈钢卡箍|德国|管件|16-25mm|抱箍|HG-16
快速接头 气动|亚德客|气动|PC8-02|气管接头|PC8-02
调压阀 过滤减压|亚德客|气动|1/4寸|减压阀|AFR-2000
高压水枪|亿力|清洗|220V|洗车机|YL-220
潜水泵|新界|水泵|750W|抽水机|QS-750
自吸泵 增压泵|新界|水泵|1.1kW||ZX-11
劳保手套 线手套|星宇|劳保|600g|棉纱手套|ST-600
安全帽 ABS|代尔塔|劳保||头盔|AQM-1
安全带 全身式|霍尼韦尔|劳保|五点式||AQD-5
绿色防尘网|蓝天|工地|8米|盖土网|FC-8
镀锌铁丝|天津|线材|12#、14号|铅丝|TS-12
钢丝绳 包塑|巨力|线材|6mm||GS-6
手拉葫芦|沪工|起重|2吨|倒链|HL-2
千斤顶 液压|沪工|起重|5吨||QJ-5
电焊条 J422|大桥|焊接|2.5、3.2|焊条|J422-32
焊锡丝|友邦|焊接|0.8mm|锡线|HX-08
`
  .trim()
  .split('\n')
  .map(product);

const ROWS = CATALOGUE.map(gramsOfProduct);
const DOCUMENTS = CATALOGUE.map(documentOf);

/** What the statement does: products with enough of the grams, the weightiest first, then verified; the freer readings only if needed. */
function found(typed: string): string[] {
  const query = gramsOfQuery(typed);
  if (query === null) return [];
  const candidates = (readings: typeof query.readings) =>
    readings.flatMap(({ grams, atLeast }) =>
      ROWS.map((rows, index) => ({ index, hits: rows.filter((row) => grams.includes(row.gram)) }))
        .filter(({ hits }) => hits.length >= atLeast && hits.length > 0)
        .map(({ index }) => index),
    );
  for (const isFuzzy of [false, true]) {
    const fits = [...new Set(candidates(isFuzzy ? query.fuzzy : query.readings))]
      .map((index) => ({ index, worth: score(query, DOCUMENTS[index]!, isFuzzy) }))
      .filter(({ worth }) => worth > 0)
      .sort((a, b) => b.worth - a.worth || a.index - b.index);
    if (fits.length > 0) return fits.map(({ index }) => CATALOGUE[index]!.name);
  }
  return [];
}

describe('a product is found by what people type', () => {
  it.each<[string, string]>([
    ['农夫山泉', '农夫山泉饮用天然水'],
    ['nfsq', '农夫山泉饮用天然水'],
    ['nongfu', '农夫山泉饮用天然水'],
    ['nongfushanquan', '农夫山泉饮用天然水'],
    ['nongfusq', '农夫山泉饮用天然水'],
    ['山泉', '农夫山泉饮用天然水'],
    ['矿泉水', '农夫山泉饮用天然水'],
    ['chongqing', '重庆老灶火锅底料'],
    ['cqlz', '重庆老灶火锅底料'],
    ['changcheng', '长城润滑油 尊龙王'],
    ['ccrhy', '长城润滑油 尊龙王'],
    ['机油', '长城润滑油 尊龙王'],
    ['内六角螺丝', '不锈钢 304 内六角圆柱头螺丝'],
    ['304螺丝', '不锈钢 304 内六角圆柱头螺丝'],
    ['m8*50', '不锈钢 304 内六角圆柱头螺丝'],
    ['M8x50', '不锈钢 304 内六角圆柱头螺丝'],
    ['Ｍ８×５０', '不锈钢 304 内六角圆柱头螺丝'],
    ['杯头', '不锈钢 304 内六角圆柱头螺丝'],
    ['自攻', '十字沉头自攻螺丝'],
    ['zgls', '十字沉头自攻螺丝'],
    ['4*40', '十字沉头自攻螺丝'],
    ['Φ8膨胀', '膨胀螺栓 拉爆'],
    ['ø8x80', '膨胀螺栓 拉爆'],
    ['pzls', '膨胀螺栓 拉爆'],
    ['螺帽', '六角法兰面螺母'],
    ['华司', '平垫圈 镀锌'],
    ['tanhuang', '弹簧垫圈'],
    ['thdq', '弹簧垫圈'],
    ['弹垫', '弹簧垫圈'],
    ['1/2寸球阀', '黄铜球阀 内丝'],
    ['球阀 4分', '黄铜球阀 内丝'],
    ['½寸 球阀', '黄铜球阀 内丝'],
    ['1/2" 球阀', '黄铜球阀 内丝'],
    ['1/2英寸 铜球阀', '黄铜球阀 内丝'],
    ['DN20 不锈钢', '不锈钢球阀 两片式'],
    ['dn 20 不锈钢球阀', '不锈钢球阀 两片式'],
    ['不锈钢球阀', '不锈钢球阀 两片式'],
    ['ppr球阀', 'PPR热熔球阀'],
    ['pprrr', 'PPR热熔球阀'],
    ['角阀', '三角阀 冷热'],
    ['1/2寸角阀', '三角阀 冷热'],
    ['止回阀', '单向阀 立式止回阀'],
    ['zhf', '单向阀 立式止回阀'],
    ['danxiangfa', '单向阀 立式止回阀'],
    ['d71x', '蝶阀 对夹式 D71X'],
    ['de20', 'PPR热水管'],
    ['下水管', 'PVC排水管'],
    ['pvc110', 'PVC排水管'],
    ['穿线管', 'PVC线管 穿线管'],
    ['90度弯头', 'PPR弯头 90度'],
    ['sld', '生料带'],
    ['shengliaodai', '生料带'],
    ['磨光机', '角磨机 100型'],
    ['jmj', '角磨机 100型'],
    ['jiaomoji', '角磨机 100型'],
    ['博世角磨机', '角磨机 100型'],
    ['东成冲击钻', '冲击钻 双用'],
    ['手枪钻', '充电式手电钻 锂电'],
    ['石材切割', '云石机 石材切割机'],
    ['6.5mm钻头', '麻花钻头 含钴'],
    ['6.5毫米', '麻花钻头 含钴'],
    ['６．５ＭＭ', '麻花钻头 含钴'],
    ['zuantou 6.5', '麻花钻头 含钴'],
    ['四坑', '冲击钻头 方柄四坑'],
    ['105切割片', '切割片 树脂 105'],
    ['百叶', '角磨片 百叶片'],
    ['10寸扳手', '活动扳手'],
    ['世达活动扳手', '活动扳手'],
    ['47203', '活动扳手'],
    ['6913900472031', '活动扳手'],
    ['2031', '活动扳手'],
    ['hdbs', '活动扳手'],
    ['起子', '十字螺丝刀'],
    ['luosidao', '十字螺丝刀'],
    ['老虎钳', '钢丝钳'],
    ['guanziqian', '管子钳 重型'],
    ['卷尺', '卷尺'],
    ['7.5米卷尺', '卷尺'],
    ['kachi', '游标卡尺 不锈钢'],
    ['2.5平方', '铜芯电线 BV'],
    ['2.5平方毫米电线', '铜芯电线 BV'],
    ['3x2.5护套线', '护套线 RVV'],
    ['胶带', '电工胶布 绝缘'],
    ['zadai', '尼龙扎带'],
    ['zhadai', '尼龙扎带'],
    ['nlzd', '尼龙扎带'],
    ['空开', '空气开关 2P'],
    ['63a', '空气开关 2P'],
    ['nxb63', '空气开关 2P'],
    ['CJX2-1810', '交流接触器'],
    ['公牛插座', '五孔插座 86型'],
    ['xingchengkaiguan', '行程开关'],
    ['led', 'LED灯泡 球泡'],
    ['玻璃胶', '中性硅酮玻璃胶'],
    ['bljiao', '中性硅酮玻璃胶'],
    ['502', '502胶水'],
    ['ab胶', 'AB胶 快干'],
    ['lvse', '绿色防尘网'],
    ['luse', '绿色防尘网'],
    ['香蕉水', '稀释剂 天那水'],
    ['飞机合页', '液压缓冲铰链'],
    ['450滑轨', '三节静音滑轨'],
    ['maoding', '铆钉 抽芯'],
    ['kagu', '喉箍 不锈钢卡箍'],
    ['pc8-02', '快速接头 气动'],
    ['tiaoya', '调压阀 过滤减压'],
    ['tyf', '调压阀 过滤减压'],
    ['1.1千瓦', '自吸泵 增压泵'],
    ['14#铁丝', '镀锌铁丝'],
    ['14号铁丝', '镀锌铁丝'],
    ['葫芦', '手拉葫芦'],
    ['j422', '电焊条 J422'],
  ])('%s → %s', (typed, name) => {
    expect(found(typed).slice(0, 3)).toContain(name);
  });
});

describe('a slip on a phone keyboard is forgiven', () => {
  it.each<[string, string, string]>([
    ['the key next to it', 'nfsw', '农夫山泉饮用天然水'],
    ['a letter too few', 'nogfushanquan', '农夫山泉饮用天然水'],
    ['a letter too many', 'nonngfushanquan', '农夫山泉饮用天然水'],
    ['two letters swapped', 'jiaomjoi', '角磨机 100型'],
    ['two initials swapped', 'nlda', '尼龙扎带'],
    ['a character that sounds the same', '农付山泉', '农夫山泉饮用天然水'],
    ['a word of two characters with the wrong one', '卷吃', '卷尺'],
    ['s for sh', '森料带', '生料带'],
    ['n for l', '螺丝倒', '十字螺丝刀'],
    ['one character of four wrong', '农大山泉', '农夫山泉饮用天然水'],
    ['one character too many', '活动的扳手', '活动扳手'],
    ['one character left out', '交流触器', '交流接触器'],
    ['words run together', '不锈钢螺丝', '不锈钢 304 内六角圆柱头螺丝'],
    ['a brand run into the thing', '埃美柯球阀', '黄铜球阀 内丝'],
    ['a homophone of the trade', '铰磨机', '角磨机 100型'],
    ['the other word with its size', '角魔机 100', '角磨机 100型'],
  ])('%s: %s → %s', (_, typed, name) => {
    expect(found(typed).slice(0, 3)).toContain(name);
  });
});

describe('a search finds nothing else', () => {
  it.each(['16.5寸', 'zzzz', '电脑', 'qqq', '9999', '???', '   ', '😀', 'm8x55', '6.7mm'])('for %s', (typed) => {
    expect(found(typed)).toEqual([]);
  });

  it('does not take a size for a part of a larger one', () => {
    expect(found('DN10')).not.toContain('黄铜球阀 内丝');
    expect(found('5mm')).not.toContain('麻花钻头 含钴');
  });

  it('puts the thing before what is made for it', () => {
    expect(found('球阀')[0]).toMatch(/球阀/);
    expect(found('卷尺')[0]).toBe('卷尺');
    expect(found('潜水泵')).toEqual(['潜水泵']);
  });
});

describe('rows and readings', () => {
  it('are small: short grams, each once, weights of one byte', () => {
    for (const rows of ROWS) {
      expect(new Set(rows.map((row) => row.gram)).size).toBe(rows.length);
      expect(rows.length).toBeLessThan(180);
      for (const { gram, weight } of rows) {
        expect(Array.from(gram).length).toBeLessThanOrEqual(16);
        expect(Number.isInteger(weight) && weight > 0 && weight <= 100).toBe(true);
      }
    }
  });

  it('ask one gram for a word of two characters', () => {
    expect(gramsOfQuery('螺丝')?.readings).toEqual([{ grams: ['螺丝'], atLeast: 1 }]);
    expect(gramsOfQuery('螺')?.readings).toEqual([{ grams: ['螺'], atLeast: 1 }]);
    expect(gramsOfQuery(' ，。 ')).toBeNull();
  });

  it('stay bounded for the longest query', () => {
    const query = gramsOfQuery('螺丝zhuang'.repeat(500))!;
    expect(query.tokens.reduce((sum, token) => sum + token.text.length, 0)).toBeLessThanOrEqual(40);
    expect(() => score(query, DOCUMENTS[0]!, true)).not.toThrow();
  });
});

describe('one way of writing', () => {
  it.each([
    ['ＤＮ２０ 球阀（1/2寸）', 'dn20 球阀 1/2"'],
    ['6.5 毫米', '6.5mm'],
    ['M8 × 50', 'm8x50'],
    ['105*1.2*16', '105x1.2x16'],
    ['Φ8×110', 'φ8x110'],
    ['Ø 8', 'φ8'],
    ['1½英寸', '1 1/2"'],
    ['14号', '14#'],
    ['2.5平方毫米', '2.5平方'],
    ['LED-灯泡/球泡.', 'led 灯泡 球泡'],
  ])('%s → %s', (typed, expected) => expect(normalised(typed)).toBe(expected));

  it.each<[string, ReturnType<typeof syllablesOf>]>([
    ['nongfushanquan', { syllables: ['nong', 'fu', 'shan', 'quan'], rest: '' }],
    ['nongfush', { syllables: ['nong', 'fu'], rest: 'sh' }],
    ['nongfusq', { syllables: ['nong', 'fu'], rest: 'sq' }],
    ['lvse', { syllables: ['lv', 'se'], rest: '' }],
    ['ppr', null],
  ])('%s in syllables', (letters, expected) => expect(syllablesOf(letters)).toEqual(expected));
});
