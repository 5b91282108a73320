package io.likeness.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * One page.
 *
 * @param name of its file, without an ending
 * @param title what its first heading says
 * @param sections headings of the second level, in order
 * @param body as HTML
 */
record SitePage(String name, String title, List<Section> sections, String body) {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> SitePage::addAttributes)
            .escapeHtml(true)
            .build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    SitePage {
        sections = List.copyOf(sections);
    }

    /** A heading and the fragment that leads to it. */
    record Section(String id, String title) {}

    static SitePage of(String name, String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new LinksToPages());
        Headings headings = new Headings();
        document.accept(headings);
        if (headings.title.isEmpty()) {
            throw new IllegalArgumentException(name + ".md: expected a heading of the first level, found none");
        }
        return new SitePage(name, headings.title, headings.sections, HTML.render(document));
    }

    String file() {
        return name + ".html";
    }

    /** What is too wide is moved by the keyboard as well. */
    private static void addAttributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof FencedCodeBlock && tag.equals("pre")) {
            attributes.put("tabindex", "0");
        }
        if (node instanceof Heading heading) {
            attributes.put("id", id(heading));
        }
    }

    private static String text(Heading heading) {
        return TEXT.render(heading).strip();
    }

    /** As code hosts make it, so that links lead there from sources as well. */
    private static String id(Heading heading) {
        return text(heading)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_ -]", "")
                .replace(' ', '-');
    }

    /** Sources link to sources, so that they can be read where they lie; pages link to pages. */
    private static final class LinksToPages extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            String to = link.getDestination();
            if (!to.contains(":") && !to.startsWith("/")) {
                link.setDestination(to.replaceFirst("\\.md(?=$|#)", ".html"));
            }
            visitChildren(link);
        }
    }

    private static final class Headings extends AbstractVisitor {
        private final List<Section> sections = new ArrayList<>();
        private String title = "";

        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() == 1) {
                title = text(heading);
            } else if (heading.getLevel() == 2) {
                sections.add(new Section(id(heading), text(heading)));
            }
        }
    }
}
