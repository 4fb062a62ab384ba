package io.dockmedic.api.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTest {
    @Test
    void anyTextCanBeRead() throws Exception {
        String any = "<a b=\"&\">]]>\u0000\u001b\ufffe\n";
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitXml.of(List.of(new Suite(any, List.of(
                        new Case(any, any, new Outcome.Failed(any, any, any), any),
                        new Case(any, any, new Outcome.Skipped(any)),
                        new Case(any, any, new Outcome.Passed()))))).getBytes(StandardCharsets.UTF_8)));
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("skipped")))
                .containsExactly("3", "1", "1");
        String kept = "<a b=\"&\">]]>???\n";
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).isEqualTo(kept);
        assertThat(xml.getElementsByTagName("system-out").item(0).getTextContent()).isEqualTo(kept);
        assertThat(((Element) xml.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .isEqualTo(kept.replace('\n', ' '));
    }
}
