package io.sluice.quality.report;

/** How a report looks, by day and by night. */
final class PageStyle {
    static final String CSS = """
            :root{color-scheme:light dark;--ink:#1d2129;--soft:#5b6472;--line:#d9dee6;--paper:#fff;--panel:#f6f8fa;\
            --red:#b3261e;--amber:#8a5a00;--green:#1a6b3a;--blue:#2b5fab}
            @media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa5b4;--line:#343b45;--paper:#14171c;\
            --panel:#1c2128;--red:#ff8a80;--amber:#f0b95a;--green:#6fd08c;--blue:#8ab4f8}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:72rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);\
            font:16px/1.5 system-ui,sans-serif}
            h1{font-size:1.4rem;margin:0 0 1rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2rem 0 .5rem}
            .verdict{border-left:.5rem solid var(--tone);background:var(--panel);padding:1rem 1.25rem;margin:0 0 1.5rem}
            .verdict strong{color:var(--tone);font-size:1.25rem}.verdict p{margin:.35rem 0 0}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:0}
            dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
            article{border:1px solid var(--line);border-left:.35rem solid var(--tone);border-radius:.3rem;\
            padding:.75rem 1rem;margin:.6rem 0}
            article h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
            article small{color:var(--soft);overflow-wrap:anywhere}
            article p{margin:.3rem 0}.tag{color:var(--tone);font-weight:600}
            table{border-collapse:collapse;width:100%;font-size:.9rem}\
            td,th{border-bottom:1px solid var(--line);padding:.35rem .75rem .35rem 0;text-align:left;\
            vertical-align:top;overflow-wrap:anywhere}th{color:var(--soft);font-weight:400}
            .bar{background:var(--line);height:.5rem;border-radius:.25rem;overflow:hidden;margin-top:.4rem}
            .bar i{display:block;height:100%;background:var(--tone)}
            .red{--tone:var(--red)}.amber{--tone:var(--amber)}.green{--tone:var(--green)}.blue{--tone:var(--blue)}
            code{font:0.9em ui-monospace,monospace}
            """;

    private PageStyle() {}
}
