/** Characters and words that decide where a Chinese name ends, and whether it is one. */

/** Function words that no given name holds, even where a form's line break bounds it. */
export const NEVER_GIVEN = new Set("的了我你他她它们吗呢吧啊之其这那什么某不没是在就都也和与及或把被让给向对");

/** Characters that given names hardly hold, and whatever follows a name often begins with. */
export const NOT_GIVEN = new Set(
  "的了在是我你他她它们不就也都和与及或把被让给向对从请要会能没有去来说讲这那什么某吗呢吧啊之其此而但因为所以已还又再只很太最更可应该将于自己您个几多少些年月日号岁元钱上下里内外中姓人镇乡村县市区街组部门册系",
);

/** Of those, the ones that names do hold beside a character typical of names: 月英, 中华, 有才, 家豪. */
export const SOMETIMES_GIVEN = new Set("月元中有来可会能应自年日家");

/** Characters that may come right after a name. */
export const FOLLOWS = new Set(
  "的在把被欠说讲住有去是和与及因从也都已还现来向跟对给没不就要想于将到用拿等家占打骂偷抢养建盖挖堵拆砌找带受得患做搞借卖种当退还霸诉今昨前系八九七六五四三二一十年",
);

/** Words that may come right after a name. */
export const FOLLOWING_WORDS =
  /^(?:联名|诉|同志|身份|电话|手机|女士|先生|年满|今年|男|女|系|户籍|一家|夫妇|两口|本人|自愿|写|敬上|反映|上|生于|出生)/;

/** Characters that given names are made of: two of them are a given name, whatever follows. */
export const GIVEN_LIKE = new Set(
  "伟芳娜秀英敏静丽磊军洋勇艳杰娟涛超霞刚桂兰玉梅凤华建国志海红春秋菊莲珍翠香美云龙根贵富旺福禄寿喜庆祥瑞荣昌盛德仁义礼智忠孝良善才林森妹姣娇婷婉燕雁鹏飞鸿雪冰莹晶晖辉亮友爱民武斌彬宏洪波浩瀚淼鑫锋铭钧玲珑琳琪" +
    "瑶瑾璇佳嘉豪俊凯诗雅韵思琴萍莉薇蓉蕾欣怡悦宇晨曦阳旭昊晓月星辰腊冬枝芝苗禾谷栋梁柱松柏竹菲茜莎倩颖慧聪睿哲轩涵泽润溪清泉毅恒峰岩岚岳崇峻巧妮妍姗媛嫦娥仙翁祖宗耀光绪启兆登魁元炳烈煌焕炎烨灿勤俭朴诚贤淑惠爽朗阿",
);

/** Last characters of given names, wider than the above: what an everyday word that is also a surname needs. */
export const ENDS_NAME = new Set([...GIVEN_LIKE, ..."生田水木山平明成新军强光亮火土石发财花"]);

/** Titles and kin words: what follows the surname is no given name, and its holder is named in office. */
export const TITLE =
  /^(?:书记|副?局长|副?县长|副?镇长|副?乡长|主任|科长|站长|校长|园长|所长|院长|处长|部长|市长|省长|州长|组长|队长|村长|会计|老师|医生|大夫|护士|律师|警官|法官|师傅|老板|经理|总|先生|女士|小姐|同志|大爷|大伯|大娘|阿姨|叔|姨|婶|哥|姐|支书|秘书|委员|代表|干部|领导|教授|教练|工程师|氏|某|姓)/;

/** Everyday words and places that begin with a surname; what has been seen after a cue, and their like. */
export const WORDS = new Set(
  [
    "任教 任课 任性 钱财 金属 边建 边修 符合 单方 花名 公示 向社 向街 房门 孙子 孙女 管部 安居 童解",
    "童车 高中 高考 高血 高龄 高速 高层 高村 高度 高兴 高新 高铁 方便 方面 方法 方案 方式 万一 万元",
    "万科 万达 成立 成都 成绩 成年 成功 成为 时候 时间 时常 时代 向政 向上 向下 向贵 向您 向你 向县",
    "向各 向他 向有 向相 向物 于是 于今 常年 常常 经常 常住 曾经 曾多 曾在 曾于 马上 马路 马桶 黄色",
    "黄金 白天 白色 白血 金额 金钱 金融 金牌 江口 江边 江西 江苏 石头 石油 石羊 石子 田地 田里 田间",
    "田土 水电 林业 林地 林权 车子 车辆 车位 车库 车牌 房子 房产 房屋 房东 房租 花园 花费 花钱 安全",
    "安置 安装 应该 应当 文化 文件 文明 文昌 解决 解释 强烈 强制 强行 强迫 边上 任何 任务 何时 何处",
    "何地 何年 何必 何况 何在 单位 单独 单亲 关于 关系 关心 关注 明明 明年 明天 明确 连续 连夜 全部",
    "全家 全体 全县 全镇 全村 全国 公司 公务 公民 公安 公共 公开 公交 公积 路过 路口 路边 路上 路面",
    "游客 许多 许可 严重 严格 武汉 武术 顾客 麻烦 麻阳 麻将 谢谢 满意 满足 满了 钟点 毛病 毛坯 康复",
    "温馨 温泉 温度 乐意 齐全 蓝天 阳台 阳光 纪委 费用 费尽 项目 沙石 沙土 连队 司机 司法 单元 宁愿",
    "宁可 谷达 谷子 和谐 和平 卓越 冷水 封闭 封路 印章 印发 惠民 郭公 吕家 谭家 隆家 舒家 黄桑 兰里",
    "兰村 岩门 大桥 锦和 尧市 板栗 绿溪 祝愿 祝您 左右 左边 季度 管理 管道 管委 管网 付款 付出 付了",
    "付钱 余额 余款 余下 杜绝 夏天 夏季 孔子 程序 程度 古城 简单 简直 强拆 尚未 尚且 洪水 雷电 史上",
    "龙头 牛奶 游玩 欧洲 苗族 胡乱 胡说 苏州 广东 湖南 周边 周围 周末 周一 周二 周三 周四 周五 周六",
    "周日 宋体 吴语 韩国 陆续 陆军 沈阳 任意 任职 范围 姜片 方圆 计划 柳州 焦急 焦虑 童年 盛世 蒙受",
    "艾滋 屈服 连累 连同 桂林 宗教 宗旨 危房 危险 危旧 米粉 申请 申诉 申报 华夏 华为 兰州 武警 凌晨",
    "强奸 柴油 辛苦 辛勤 储蓄 储存 植物 植树 关门 解放 文字 花草 安静 常德 田径 古代 党员 贺卡 全程",
    "明显 全是 全款 全职 高级 高价 高温 方正 金秋 应届 应聘 成人 路人 路段 路灯",
  ].flatMap((row) => row.split(" ")),
);
