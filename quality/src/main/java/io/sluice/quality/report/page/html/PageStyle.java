package io.sluice.quality.report.page.html;

/** How pages look, by day, by night, on a phone and on paper. */
final class PageStyle {
    static final String CSS = """

            :root{color-scheme:light dark;--ink:#1b2330;--soft:#5d6878;--faint:#8d97a5;--line:#e1e5eb;--paper:#f4f6f8;\
            --card:#fff;--well:#f0f2f5;--red:#b42318;--amber:#9a5b00;--green:#157347;--blue:#2457a6;\
            --bar:#7c93b8;--was:#d9730d}
            @media (prefers-color-scheme:dark){:root{--ink:#e7eaf0;--soft:#a3adbb;--faint:#75808f;--line:#2b323c;\
            --paper:#0f1318;--card:#181d24;--well:#212831;--red:#ff8b80;--amber:#f2b84b;--green:#5fce8d;--blue:#8fb6ff;\
            --bar:#5f7ba8;--was:#ffa657}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);color:var(--ink);\
            font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
            a{color:var(--blue)}code,pre{font:.88em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
            h1,h2,h3,h4,p,dl,dd,figure,fieldset{margin:0}
            h1{font-size:1.65rem;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
            h1 span{color:var(--soft);font-weight:400}
            h2{font-size:1.05rem;margin:2rem 0 .6rem}
            nav{color:var(--soft);font-size:.9rem;margin-bottom:.25rem;overflow-wrap:anywhere}nav span{color:var(--faint)}
            .red{--tone:var(--red)}.amber{--tone:var(--amber)}.green{--tone:var(--green)}.blue{--tone:var(--blue)}
            .mark{display:inline-grid;place-items:center;flex:none;width:1.35rem;height:1.35rem;border-radius:50%;\
            background:var(--tone);color:var(--card);font:700 .8rem/1 system-ui,sans-serif}
            .verdict{display:flex;gap:.9rem;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--tone);\
            border-radius:.6rem .6rem 0 0;padding:1.1rem 1.25rem;margin-top:1rem}
            .verdict .mark{width:2rem;height:2rem;font-size:1.1rem;margin-top:.1rem}
            .verdict strong{font-size:1.3rem;color:var(--tone);line-height:1.3}
            .verdict p{margin-top:.2rem;overflow-wrap:anywhere}
            .balance{display:block;width:100%;height:6px;background:var(--line)}.balance rect{fill:var(--tone)}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));background:var(--card);\
            border:1px solid var(--line);border-top:0;border-radius:0 0 .6rem .6rem}
            .tile{padding:.8rem 1.25rem;display:grid;align-content:start}
            .tile b{font-size:1.25rem;font-variant-numeric:tabular-nums}.tile>span{color:var(--soft);font-size:.88rem}
            .tile .trend{justify-self:start;margin-top:.3rem}
            .filter{border:0;padding:0;margin:2rem 0 .6rem;display:flex;flex-wrap:wrap;align-items:center;gap:.4rem}
            .filter legend{float:left;font-weight:600;font-size:1.05rem;padding:0;margin-right:.8rem}
            .filter input{position:absolute;opacity:0}
            .filter label{border:1px solid var(--line);background:var(--card);border-radius:2rem;padding:.15rem .8rem;\
            cursor:pointer;font-size:.9rem}
            .filter input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--card)}
            .filter input:focus-visible+label{outline:2px solid var(--blue);outline-offset:2px}
            body:has(#bad:checked) .passed,body:has(#bad:checked) .calm{display:none}
            .group{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:0 0 1rem;overflow:hidden}
            .group h3{font-size:1rem;padding:.75rem 1.25rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
            .group h3 small{color:var(--soft);font-weight:400;margin-left:.4rem}
            .group h3.red small,.group h3.amber small,.group h3.blue small{color:var(--tone);font-weight:600}
            .rule{display:flex;gap:.8rem;padding:.75rem 1.25rem;border-bottom:1px solid var(--line)}
            .rule:last-child{border-bottom:0}.rule>div{flex:1;min-width:0}
            .rule.red{box-shadow:inset 3px 0 var(--tone)}.rule.amber{box-shadow:inset 3px 0 var(--tone)}
            .rule .mark{margin-top:.1rem;width:1.2rem;height:1.2rem;font-size:.7rem}
            .passed .mark{background:none;color:var(--tone);font-size:.95rem}
            h4{font-size:.95rem;overflow-wrap:anywhere}.tag{color:var(--tone);font-weight:600;font-size:.82rem;margin-left:.35rem}
            .passed h4{font-weight:500}.passed .tag{display:none}
            .rule p{overflow-wrap:anywhere}.passed p{color:var(--soft)}
            .bar{display:block;width:100%;height:6px;margin:.45rem 0;border-radius:3px}
            .bar .all{fill:var(--line)}.bar .bad{fill:var(--tone)}
            .samples{margin:.35rem 0;font-size:.92rem}.samples span{color:var(--soft);margin-right:.2rem}
            .samples code{background:var(--well);border-radius:.25rem;padding:.1rem .4rem;margin:.1rem 0;display:inline-block;\
            max-width:100%;white-space:pre-wrap;overflow-wrap:anywhere}
            .rule details{color:var(--faint);font-size:.84rem}summary{cursor:pointer;width:max-content}
            .rule details code{overflow-wrap:anywhere;color:var(--soft)}
            .trend{flex:none;width:7.5rem;text-align:right;color:var(--faint);font-size:.74rem;line-height:1.2}
            .trend svg{display:block;width:100%;height:1.9rem;overflow:visible}
            .trend path{fill:none;stroke:var(--faint);stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
            .trend circle{fill:var(--tone,var(--ink))}
            .profile{display:flex;flex-wrap:wrap;gap:1rem 1.5rem;align-items:center;padding:.9rem 1.25rem;\
            border-bottom:1px solid var(--line)}
            .spread{flex:1 1 20rem;min-width:0}.spread svg{display:block;width:100%;height:6.5rem}
            .spread .bars{fill:var(--bar)}.spread .was{fill:none;stroke:var(--was);stroke-width:1.6;\
            vector-effect:non-scaling-stroke}
            .spread .floor{stroke:var(--line);vector-effect:non-scaling-stroke}
            .spread figcaption{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.8rem;\
            font-variant-numeric:tabular-nums}
            .keys{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:center}
            .key::before{content:"";display:inline-block;width:.8rem;height:.65rem;background:var(--bar);margin-right:.35rem}
            .key.was::before{height:0;border-top:2px solid var(--was);background:none;vertical-align:middle}
            .tops{flex:1 1 28rem;width:auto;min-width:0;font-size:.84rem;table-layout:fixed}
            .tops td,.tops th{border:0;padding:.12rem .7rem .12rem 0;vertical-align:middle;overflow-wrap:anywhere}
            .tops td:first-child,.tops th:first-child{width:34%;padding-left:0;white-space:normal}
            .tops td:last-child{min-width:0;padding-right:0}.tops th:last-child{padding-right:0}
            .tops .n{width:7.2rem}.tops td.n{white-space:nowrap}
            .tops i{color:var(--faint)}.tops svg{display:block;width:100%;height:.8rem}
            .tops .bars{fill:var(--bar)}.tops .was{fill:var(--was)}
            .rule .spread,.rule .tops{margin:.5rem 0}.rule .tops{width:100%}
            .profile dl{display:grid;grid-template-columns:repeat(2,minmax(5.5rem,auto));gap:.35rem 1.25rem;font-size:.88rem}
            dt{color:var(--soft);font-size:.82rem}dd{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
            .ending{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--blue);border-radius:.4rem;\
            padding:.7rem 1.25rem;margin-top:1rem;font-weight:600;overflow-wrap:anywhere}
            .said ol{list-style:none;margin:0;padding:0}.said li{background:var(--card);border:1px solid var(--line);\
            border-radius:.4rem;padding:.55rem 1.25rem;margin-bottom:.4rem;overflow-wrap:anywhere}
            .said q{display:block;margin:.15rem 0}.said small,.said time{color:var(--soft)}
            .steps{margin-top:1rem;font-size:inherit;color:inherit}.steps p{color:var(--soft)}
            .steps>summary{background:var(--ink);color:var(--card);border-radius:.4rem;padding:.35rem 1rem;font-weight:600;\
            max-width:100%}
            .steps>p{margin:.7rem 0 .6rem}.step b{color:var(--ink)}
            .step{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.6rem 1.25rem .8rem;\
            margin-bottom:.4rem}
            .step pre{background:var(--well);border-radius:.3rem;padding:.5rem .75rem;margin:.35rem 0 0;overflow-x:auto;\
            user-select:all}
            .cut{color:var(--soft)}
            footer{margin-top:2rem;color:var(--soft);font-size:.85rem}
            footer dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-bottom:.6rem}
            .alone{border-radius:.6rem;align-items:center;margin-bottom:1.25rem}.alone p{margin:0}
            td:first-child{white-space:nowrap}
            .dataset{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:0 0 1.25rem;overflow:hidden}
            .dataset h2{margin:0;padding:.75rem 1.25rem;overflow-wrap:anywhere}.dataset h2 small{color:var(--soft);font-weight:400}
            .strip{display:flex;flex-wrap:wrap;gap:3px;padding:0 1.25rem .9rem}
            .strip a{width:1.15rem;height:1.15rem;border-radius:.2rem;background:var(--tone);color:var(--card);\
            font:700 .68rem/1.15rem system-ui,sans-serif;text-align:center;text-decoration:none}
            .strip .open{outline:2px solid var(--red);outline-offset:1px}
            .rows{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            td,th{border-top:1px solid var(--line);padding:.4rem .75rem .4rem 0;text-align:left;vertical-align:top}
            td:first-child,th:first-child{padding-left:1.25rem}td:last-child{padding-right:1.25rem;overflow-wrap:anywhere;min-width:12rem}
            th{color:var(--soft);font-weight:400;font-size:.82rem}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
            .pill{display:inline-block;white-space:nowrap;color:var(--tone);font-weight:600}
            time{white-space:nowrap}
            @media (max-width:40rem){body{padding:1rem .75rem 2rem}h1{font-size:1.3rem}\
            .verdict,.tile,.rule,.profile,.group h3,.step{padding-left:.9rem;padding-right:.9rem}\
            .rule{flex-wrap:wrap}.rule>div{flex-basis:calc(100% - 2.2rem)}.rule .trend{margin-left:2rem;text-align:left}\
            .tiles{grid-template-columns:1fr 1fr}}
            @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444}body{max-width:none;padding:0;font-size:10pt}\
            .group,.rule,.step{break-inside:avoid}.filter label,.steps{display:none}a{color:inherit}\
            *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
            """;

    private PageStyle() {}
}
