package io.likeness.site;

import java.util.List;
import java.util.stream.Collectors;

/** What every page has around its text: the way to the others, to its own sections and back to the application. */
final class PageFrame {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s · Likeness</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/css/tokens.css">
            <link rel="stylesheet" href="/css/base.css">
            <link rel="stylesheet" href="/css/parts.css">
            <link rel="stylesheet" href="docs.css">
            <script type="module" src="/js/theme.js"></script>
            <script type="module" src="docs.js"></script>
            </head>
            <body class="docs">
            <a class="skip" href="#main">To the content</a>
            <header class="frame">
            <a class="brand" href="/" aria-label="Likeness, start"><img src="/icon.svg" alt="" width="30" height="30"><span>Likeness</span></a>
            <nav class="sections" aria-label="Documentation">
            %s
            </nav>
            <div class="frame-end"><a href="/">Back to Likeness</a><span id="theme"></span></div>
            </header>
            <main id="main" class="main" tabindex="-1">
            <article class="prose">
            %s</article>
            %s</main>
            <p id="spoken" class="unseen" aria-live="polite"></p>
            </body>
            </html>
            """;

    private PageFrame() {}

    static String around(SitePage page, List<SitePage> pages) {
        String others = pages.stream().map(one -> entry(one, one.equals(page))).collect(Collectors.joining("\n"));
        return FRAME.formatted(escaped(page.title()), others, page.body(), sections(page));
    }

    private static String entry(SitePage page, boolean current) {
        String address = page.name().equals("index") ? "./" : page.file();
        return "<a href=\"%s\"%s><span>%s</span></a>"
                .formatted(address, current ? " aria-current=\"page\"" : "", escaped(page.title()));
    }

    private static String sections(SitePage page) {
        if (page.sections().size() < 2) {
            return "";
        }
        return page.sections().stream()
                .map(section -> "<li><a href=\"#%s\">%s</a></li>".formatted(section.id(), escaped(section.title())))
                .collect(Collectors.joining(
                        "\n",
                        "<nav class=\"contents\" aria-label=\"On this page\">\n<h2>On this page</h2>\n<ul>\n",
                        "\n</ul>\n</nav>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
