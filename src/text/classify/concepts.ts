/** A character that ends no sentence. */
const IN_SENTENCE = "[^。！？!?；;\\n]";

/** A character that ends no clause. */
const IN_CLAUSE = "[^，。！？!?；;,\\n]";

/**
 * The vocabulary that rules are written in. In a pattern, `{name}` stands for a concept below, `[^。]` for a character that ends
 * no sentence, `[^，。]` for one that ends no clause, and `~` for up to 8 characters inside one sentence. Words of the county's dialect stand beside those of the written language.
 */
const CONCEPTS: Readonly<Record<string, string>> = {
  child:
    "孩子|小孩|娃|伢崽|伢子|细伢|崽|妹子|小妹|幼儿|婴儿|毛毛|宝宝|宝贝|学生|小朋友|儿童|女儿|儿子|外孙|孙|男孩|女孩|小姑娘|小子|侄|弟弟|妹妹|同学|未成年|初中生|高中生",
  elder:
    "老人|老娘|娘|爹|爷爷|奶奶|婆婆|公公|外婆|外公|老伴|阿婆|老倌|老两口|老太|老头|大爷|大伯|伯伯|五保|老母|老父|老的|爷老|太婆|高龄|[七八九]十多?岁|[789]\\d岁|[七八九]十[一二三四五六七八九几]",
  person:
    "人|他|她|我|工友|司机|女的|男的|妇女|老公|老婆|堂客|爸|妈|哥|姐|弟|妹|嫂|叔|姨|婶|舅|师傅|乘客|邻居|家属|两口子|娃|崽|伢|孩|生|爹|娘|爷|奶|婆|公|老倌",
  now: "刚刚|刚才|刚|现在|正在|此刻|眼下|这会儿?|马上|今天|今早|今晚|今夜|今朝|今日|昨晚|昨夜|半夜|还在|一直在|正往|等下|快",
  faint:
    "昏迷|昏过去|昏倒|晕倒|晕过去|不省人事|没有?知觉|没(有|得)?(了)?(呼吸|脉搏|心跳|气了|意识)|(人|他|她|突然)没(了)?(声音|声了|动静)|(喊|叫|喊都|推|摇)(他|她|都|也)?不(应|醒|答应)|含不应|不(应|吭)声|翻白眼|(嘴|口)[^，。]{0,4}(白沫|白泡)|抽搐|直抽|抽起来|抽了几下|(人|他|她|爹|娘|爸|妈|公公|婆婆|老公|崽|娃)[^，。]{0,6}倒(在地|了|在|下)|(躺|趴|瘫)[^，。]{0,6}(不动|地上)|(人|身子|手脚|头)[^，。]{0,4}不动了|(手|脚|腿|半边)[^，。]{0,3}动不(得|了)|(人|都|也)站不(稳|起)|(说|讲)(起)?胡话|(嘴|口)(巴)?歪|(人|爹|娘|爸|妈|他|她|怕是|快)(要)?不行了|快不行|没气|奄奄|喘不(上|赢)气?|喘起来|上不来气|憋(得)?(发)?紫|(嘴唇|脸|脸色|手脚)[^，。]{0,4}(紫|乌|惨白|发青|发黑|通红)",
  blood:
    "(流|冒|喷|滴)(了)?(好多|很多|大|一地|一身|一脸|不停|不止)?的?(是)?血|(止不住的?|满[脸头身]|一地|浑身)[^，。]{0,3}血|(吐|咳|呕)了?[^，。]{0,4}(口|大)[^，。]{0,3}血|血(直|一直|还)?(往下|流|冒|喷|止不|滴|糊)|大出血",
  water: "河|江|塘|水库|水坑|深坑|水里|井|渠|湖|溪|粪池|化粪池|沟|池子|水池|潭|码头|渡口|坝",
  house: "屋|房|楼|墙|梁|柱|顶|板|阳台|天花|围墙|教室|宿舍|寝室|戏台|桥|棚|塔|架",
  many: "十几|二十|三十|四十|五十|六十|七十|八十|九十|上百|几十|几百|一百|两百|多人|好多人|好几个|[一二三四五六七八九]个|\\d+(多)?(个|名|人|户)|十几个|成群|全班|全校|一半|[一二三四五六七八九]个",
};

/**
 * Builds a rule's expression from a pattern in the notation above.
 * @param source alternatives as in a regular expression
 * @returns a global expression, linear in the text because every gap is bounded
 */
export function pattern(source: string): RegExp {
  const bounded = source.replaceAll("[^。]", IN_SENTENCE).replaceAll("[^，。]", IN_CLAUSE);
  const named = bounded.replace(/\{(\w+)\}/g, (whole, name: string) =>
    CONCEPTS[name] ? `(?:${CONCEPTS[name]})` : whole,
  );
  return new RegExp(named.replaceAll("~", `${IN_SENTENCE}{0,8}`), "g");
}
