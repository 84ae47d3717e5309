"""A page as content management systems of government sites make them: layout tables, scripts, furniture."""

from __future__ import annotations

TITLE = "青禾县云溪乡2024年政府信息公开工作年度报告"
PROSE = (
    "根据《中华人民共和国政府信息公开条例》的规定，现公布云溪乡2024年政府信息公开工作年度报告。",
    "全年主动公开信息73条，其中工作动态51条，通知公告20条，图片展示2条。",
    "本年度未收到政府信息公开申请，没有收取信息处理费。",
)
TABLE = """<table border="1" class="MsoNormalTable"><tbody>
<tr><td colspan="4"><p>第二十条&nbsp;第（一）项</p></td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td><p><span>规章</span></p></td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>行政规范性<br>文件</td><td>3</td><td>1</td><td>12</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>
<tr><td>行政许可</td><td colspan="3">45</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr>
<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>
<tr><td>行政处罚</td><td colspan="3">7</td></tr>
<tr><td>行政强制</td><td colspan="3">0</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr>
<tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr>
<tr><td>行政事业性收费</td><td colspan="3">2.5</td></tr>
</tbody></table>"""


def cms_page(charset: str = "gb2312") -> str:
    """Return the page; the text stands in a cell of a layout table, among menus, scripts and footers."""
    names = ["首页", "要闻", "政务", "服务", "互动"]
    menu = "".join(f'<li><a href="/c{n}">{name}</a></li>' for n, name in enumerate(names))
    news = "".join(
        f'<li><a href="/n{n}.html">云溪乡召开第{n}次工作会议，部署近期工作</a></li>' for n in range(8)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<meta name="ArticleTitle" content="{TITLE}"><title>{TITLE}_青禾县人民政府</title>
<script>var a = "<p>脚本里的文字，不是正文。</p>";</script><style>p {{ color: red }}</style></head>
<body><!-- 注释里的文字。 -->
<form action="search"><input value="搜索"><select><option>全站，标题，正文。</option></select></form>
<div class="header"><img src="logo.png"><span>青禾县人民政府门户网站，欢迎您！</span></div>
<div id="nav"><ul>{menu}</ul></div>
<div class="dqwz">您现在的位置：<a href="/">首页</a>&gt;<a href="/x">信息公开</a>&gt;年报</div>
<table width="1000" align="center"><tr><td width="200"><div class="left"><ul>{news}</ul></div></td>
<td><table><tr><td>索引号</td><td>0012/2025-0003</td><td>发布机构</td><td>云溪乡人民政府</td></tr>
<tr><td>主题分类</td><td>年报</td><td>成文日期</td><td>2025-01-13</td></tr></table>
<h1>{TITLE}</h1>
<div class="info">发布时间：2025-01-13　来源：云溪乡人民政府　浏览次数：<span>128</span></div>
<div class="TRS_Editor"><p style="text-indent: 2em">{PROSE[0][:20]}
{PROSE[0][20:]}</p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;<b>一、总体情况</b></p>
<p>　　<font color="red">{PROSE[1]}</font></p>
<div style="display:none">藏起来的文字，不是正文。</div>
<p>二、主动公开政府信息情况</p>{TABLE}
<p>六、其他需要报告的事项<br/>　　{PROSE[2]}</p>
<p style="text-align:right">青禾县云溪乡人民政府</p><p style="text-align:right">2025年1月13日</p></div>
<div>【打印本页】 【关闭窗口】</div><div>上一篇：<a href="1">上一篇文章，标题</a></div></td></tr></table>
<div class="footer">主办：青禾县人民政府办公室　版权所有　皖ICP备12345678号　
网站标识码：3400000001，电话：0551-1234567。</div>
</body></html>"""
