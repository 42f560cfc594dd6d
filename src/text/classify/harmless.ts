/** Words by which somebody waits for something: a wrong, a loss, a refusal, a delay, a nuisance. */
const WRONG =
  /(投诉|举报|反映|控诉|不给|不退|不赔|不认|不肯|不管|没人(管|修|来|理|处理|答复)|无人(管|修|理)|推(来推去|诿|脱|皮球)|踢皮球|拖(着|欠|了|延)|拖到|欠|没(有)?(到账|答复|回复|下文|发|给|修|通|办|解决|见到|落实|兑现)|未(到账|答复|发|给|修|通|办|解决|落实)|收(我|了我|我们)|乱收费|罚款|骗|假的|违(规|法|章|约|建)|霸占|强(占|制|行)|吵|噪音|噪声|扰民|臭|污染|脏|堵|坏了|烂|破损|漏|占(道|用|了)|不合理|不公|不方便|太(差|贵|慢|久|少|吵|高)|态度|拒|赔偿|补偿|退款|维权|损失|影响|困难|严重|一直(没|不)|至今|迟迟|到现在|什么时候(才|能|发|给|修|通|办)|何时(才|能|发|给|修|通)|为什么|为何|凭什么|怎么(还|就)|隐患|危险|事故|失灵|故障|停水|停电|没水|没电|拒绝|取消|失效|拥堵|黑心|恶劣|求(助|解决|帮)|请求|恳请|希望(尽快|政府|有关|相关|领导)|要求|解决|处理|整治|取缔|查处|晕车|绕|来不及|担心|害怕|怕以后|吓(哭|到|坏)|闹醒|吵醒)/;

const QUESTION =
  /(请问|咨询|想(问|了解|咨询|知道)|问(一)?(下|问|个)|是否|吗[？?，。]|[？?]|多少|哪(里|些|个|天|年|家)|怎(么|样)(办理|申请|报|查)|什么(材料|手续|条件|时候|流程|政策)|能不能|可不可以|要不要|有没有|是不是)/;
const SUGGESTION =
  /(建议|提议|倡议|呼吁|可以(考虑|搞|多|每周)|(能不能|能否|可否|最好|不如)(在|多|增|把|开|搞|设|加)|希望(能)?(增|多|加|开|设|搞|建|推)|就好了|很好|落到实处|依我看|我觉得|我看|个人看法)/;
const THANKS = /(感谢|谢谢|多谢|点赞|致谢|锦旗|道谢|鞠躬|表扬|给力|爆赞|好评|辛苦了|赞$|就是说声好|报个平安)/;
const GREETING =
  /(新年快乐|节日快乐|祝(大家|全县|家乡|愿)|早上好|打卡|转发微博|测试|哈哈|万事如意|顺利|好看|越来越(好|有样子)|火了|热闹|甜得很|上头|绝了|情味)/;
const ALL_CLEAR = /(虚惊一场|误报|撤回|不用(来|处理|转)了|不用转|找到了|没有起火|可以结了|来电了|修好了|补充说明|没漏)/;

/** Whether a text holds nothing that can be read: empty, a picture, a link, punctuation. */
export function isUnreadable(original: string): boolean {
  if (/^[^[【（(〔]*$/.test(original) && !original.includes("http"))
    return !/[\p{L}\p{N}][^\p{L}\p{N}]*[\p{L}\p{N}]/u.test(original);
  const words = original
    .replace(/https?:\/\/\S+/g, "")
    .replace(/[[【（(〔][^\]】）)〕\n]{0,16}(图|视频|文字|链接|语音|动画表情)[^\]】）)〕\n]{0,16}[\]】）)〕]/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
  return words.length < 2;
}

/** Whether nobody is harmed by waiting (rubric §2, `low`): thanks, opinion, suggestion, general question, greeting. */
export function nothingWaits(flat: string): boolean {
  const wrong = WRONG.test(flat);
  if (ALL_CLEAR.test(flat) && !/可是|但是|不过|就是|能不能|还(没|要)/.test(flat)) return true;
  if (!wrong) return THANKS.test(flat) || SUGGESTION.test(flat) || QUESTION.test(flat) || GREETING.test(flat);
  return false;
}
