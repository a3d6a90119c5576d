import { HARDWARE as CATALOGUE } from '../../../test/builders/hardware';
import { documentOf, gramsOfProduct, gramsOfQuery } from './search-grams';
import { score } from './search-score';

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
