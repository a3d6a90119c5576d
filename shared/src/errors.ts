/**
 * The closed list of refusals. `status` is the HTTP status, `zh` the sentence a person reads: what is wrong and what to do next.
 * Clients switch on the code, never on the sentence.
 */
export const ERRORS = {
  invalid: { status: 400, zh: '填写的内容有误，请按提示修改' },
  unauthenticated: { status: 401, zh: '请先登录' },
  login_code_invalid: { status: 401, zh: '登录凭证已失效，请重新进入小程序' },
  forbidden: { status: 403, zh: '您没有权限进行此操作' },
  not_found: { status: 404, zh: '内容不存在，或您无权查看' },
  too_large: { status: 413, zh: '内容太大，请压缩后再试' },
  too_many_requests: { status: 429, zh: '操作太频繁，请稍后再试' },
  unavailable: { status: 503, zh: '服务暂时不可用，请稍后重试' },
  internal: { status: 500, zh: '系统出错了，我们已记录，请稍后重试' },
  conflict: { status: 409, zh: '内容已被他人修改，请刷新后再试' },
  disk_full: { status: 503, zh: '存储空间不足，暂时不能上传，请联系管理员' },

  consent_required: { status: 409, zh: '请先阅读并同意隐私说明' },
  phone_required: { status: 409, zh: '请先提供手机号，用来核对您的门店' },
  phone_code_invalid: { status: 409, zh: '手机号授权已过期，请再点一次' },
  account_disabled: { status: 403, zh: '该账号已停用，请联系管理员' },
  staff_unknown: { status: 403, zh: '您还不是本公司员工，请联系管理员开通' },
  already_member: { status: 409, zh: '您已经是这家门店的成员' },
  shop_has_owner: { status: 409, zh: '这家门店已有店主，请以店员身份加入，由店主确认' },
  last_owner: { status: 409, zh: '门店至少要保留一位店主' },
  erase_blocked: { status: 409, zh: '您是在岗员工，请先由管理员停用账号再注销' },

  shop_duplicate: { status: 409, zh: '已有相同编号或电话的门店' },
  staff_duplicate: { status: 409, zh: '该企业微信账号已是员工' },
  last_admin: { status: 409, zh: '至少要保留一位管理员' },
  field_in_use: { status: 409, zh: '已有门店填写了该字段，不能更改类型' },
  segment_in_use: { status: 409, zh: '该分群正被社区、公告或商品使用，不能删除' },
  segment_rule_invalid: { status: 400, zh: '分群规则有误，请检查标红的条件' },
  import_unreadable: { status: 400, zh: '表格无法读取，请用 xlsx 或 csv 格式（UTF-8 或 GBK）' },
  import_no_rows: { status: 400, zh: '表格里没有数据行' },
  import_mapping_incomplete: { status: 400, zh: '请先为必填列选择对应的表头' },

  invitation_invalid: { status: 404, zh: '邀请无效或已失效，请让邀请人重新发送' },
  invitation_not_yours: { status: 404, zh: '邀请不存在，或您无权查看' },

  community_closed: { status: 403, zh: '您还不能在这里发言，可以先申请加入' },
  content_refused: { status: 409, zh: '内容未通过安全检查，请修改后再发布' },
  content_checking: { status: 409, zh: '内容还在检查中，请稍等' },
  too_many_pictures: { status: 400, zh: '最多上传九张图片' },

  announcement_not_draft: { status: 409, zh: '公告已不是草稿，不能再按草稿修改或删除' },
  announcement_not_published: { status: 409, zh: '公告尚未发布' },
  announcement_withdrawn: { status: 409, zh: '公告已撤回' },
  audience_empty: { status: 409, zh: '没有人会收到：请调整发送范围' },
  schedule_in_past: { status: 400, zh: '定时时间已过，请选择将来的时间' },
  answer_wrong: { status: 409, zh: '答案不对，请再读一遍公告' },
  answer_required: { status: 400, zh: '请先回答公告下方的问题' },
  remind_limit: { status: 409, zh: '今天的提醒次数已用完，明天再试' },

  category_duplicate: { status: 409, zh: '同一级下已有同名分类' },
  category_too_deep: { status: 409, zh: '分类最多四级' },
  category_in_use: { status: 409, zh: '分类下还有商品或子分类，不能删除' },
  sku_duplicate: { status: 409, zh: '规格编码或条码已被其他商品使用' },
  price_below_floor: { status: 409, zh: '价格低于底价，请提高价格或先调整底价' },
  prices_hidden: { status: 403, zh: '加入后才能看到价格' },
  sku_unavailable: { status: 409, zh: '有商品已下架或您暂时不能订购，请从订单中去掉' },
  unit_unknown: { status: 400, zh: '该商品没有这个单位，请重新选择' },
  quantity_invalid: { status: 400, zh: '数量不符合起订量、倍数或上限，请修改' },
  out_of_stock: { status: 409, zh: '库存不足，请减少数量' },
  warehouse_duplicate: { status: 409, zh: '已有同名的仓库' },
  warehouse_not_empty: { status: 409, zh: '仓库里还有库存，不能关闭' },
  price_changed: { status: 409, zh: '价格有变化，请核对后再下单' },
  total_wrong: { status: 409, zh: '合计金额对不上，请刷新后再下单' },
  address_unknown: { status: 400, zh: '收货地址不存在，请重新选择' },
  credit_exceeded: { status: 409, zh: '超过账期额度，请换一种付款方式' },
  deposit_short: { status: 409, zh: '预存款不足，请换一种付款方式' },
  wechat_payer_required: { status: 409, zh: '微信支付需要由门店成员在微信里付款' },
  idempotency_key_required: { status: 400, zh: '缺少请求编号，请更新小程序后再试' },
  cancel_too_late: { status: 409, zh: '订单已进入下一环节，不能取消，请联系业务员' },
  receipt_code_wrong: { status: 409, zh: '收货码不对，请向店主核对' },
  return_too_late: { status: 409, zh: '已超过可退货的期限' },
  return_too_much: { status: 409, zh: '超过可退数量' },
  return_not_shipped: { status: 409, zh: '还没有发货的商品不能退货' },
  return_picture_required: { status: 400, zh: '请拍照说明破损情况' },
  return_decided: { status: 409, zh: '这张退货单已处理，请刷新' },
  already_paid: { status: 409, zh: '订单已付款，不需要再付' },
  amount_wrong: { status: 409, zh: '金额与应付不符，请核对' },
  payment_decided: { status: 409, zh: '这笔款项已处理，请刷新' },
  refund_too_much: { status: 409, zh: '退款金额超过已付金额' },
  bill_not_ready: { status: 409, zh: '微信账单每天上午十点后才有，只能对最近三个月' },
  statement_running: { status: 409, zh: '本月还没有结束，月底后再确认对账单' },
  statement_confirmed: { status: 409, zh: '对账单已确认，如有异议请联系财务' },
  step_not_available: { status: 409, zh: '订单现在不能进行这一步，请刷新' },
  step_not_yours: { status: 403, zh: '这一步不由您办理' },
  own_order_approval: { status: 403, zh: '不能审批自己提交的单据，请由同事办理' },
  order_awaiting_agreement: { status: 409, zh: '订单已修改，等门店同意后再继续' },
  order_not_paid: { status: 409, zh: '订单还没有付款，付款后才能出库' },
  order_closed: { status: 409, zh: '订单已结束，不能再更改' },
  order_partly_shipped: { status: 409, zh: '订单已部分发货，不能整单取消，可以选择剩余不发' },
  delivery_proof_required: { status: 400, zh: '请填写收货码，或拍一张送达照片' },
  audience_unreachable: { status: 409, zh: '这些人没有任何通道能收到，请换一批接收人' },
  template_withdrawn: { status: 409, zh: '消息模板已停用，请换一个模板' },
  template_in_use: { status: 409, zh: '这个模板编号已登记' },
  page_missing: { status: 400, zh: '按钮要打开的页面不存在或已删除' },
  campaign_withdrawn: { status: 409, zh: '公告已撤回，不再推送' },
  dead_letter_over: { status: 409, zh: '这条任务已处理，请刷新' },

  file_type_forbidden: { status: 400, zh: '不支持的文件类型，请换 JPG、PNG、WebP、PDF、Word、Excel 或 PPT' },
  file_damaged: { status: 400, zh: '文件已损坏或内容与类型不符' },
  idempotency_reused: { status: 409, zh: '请求重复但内容不同，请刷新后再试' },
  platform_unavailable: { status: 503, zh: '微信服务暂时没有响应，请稍后再试' },
} as const satisfies Record<string, { status: number; zh: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Which rule a field broke; the limits that go with it stand in the other keys. */
export type FieldFault = {
  field: string;
  rule:
    | 'required'
    | 'type'
    | 'too_short'
    | 'too_long'
    | 'too_small'
    | 'too_large'
    | 'format'
    | 'one_of'
    | 'unknown_field'
    | 'not_found'
    | 'not_unique'
    | 'other';
  min?: number;
  max?: number;
  options?: string[];
  /** A Chinese sentence for the person who typed. */
  zh: string;
};

export type ErrorBody = { code: ErrorCode; message: string; details: FieldFault[] | Record<string, unknown> | null; requestId: string };
