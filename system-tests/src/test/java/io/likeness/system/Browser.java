package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, used as a person does: by what is written on the page, or by keys. For one thread; the caller closes it. */
final class Browser implements AutoCloseable {
    static final Path FOLDER = Path.of("target", "page").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Between two looks at what has the focus; most conditions hold at the first. */
    private static final Duration POLL = Duration.ofMillis(50);

    /** Returns when what has changed is drawn. */
    private static final String TWO_FRAMES =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";

    private static final int MOST_TABS = 250;
    private static final int HEIGHT = 900;

    /** What the page asks for to learn whether there is any: a browser logs that there is none. */
    private static final Pattern ASKED_WHETHER_THERE = Pattern.compile(
            "/(events|labels|images|policy|shadow|storage|images\\.zip)[?\"' ]?.* 404 |/v1/uploads .* 400 ");

    private final ChromeDriver driver;
    private final String rules;

    private Browser(ChromeDriver driver, String rules) {
        this.driver = driver;
        this.rules = rules;
    }

    /** Skips the test, with that reason, where this machine has no Chromium or no driver of it. */
    static Browser open() throws IOException {
        Optional<Path> chromium = Programs.find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = Programs.find("chromedriver");
        Assumptions.assumeTrue(chromium.isPresent(), "chromium is not on the path");
        Assumptions.assumeTrue(chromedriver.isPresent(), "chromedriver is not on the path");
        Files.createDirectories(FOLDER);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options(chromium.orElseThrow())), rules());
        // Half-way through an animation nothing has the contrast that it ends with.
        browser.look(1_000, "light");
        return browser;
    }

    private static ChromeOptions options(Path chromium) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--user-data-dir=" + Files.createTempDirectory(FOLDER, "profile"));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        return options;
    }

    private static String rules() throws IOException {
        try (InputStream file = Browser.class.getResourceAsStream("/axe.min.js")) {
            assertNotNull(file, "axe.min.js");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void go(String address) {
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Width in pixels of the page, and light or dark as the system prefers it. */
    void look(int width, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", theme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        driver.executeAsyncScript(TWO_FRAMES);
        awaitTrue("(document.documentElement.dataset.theme || '%s') === '%s'".formatted(theme, theme));
    }

    /** Waits until the page says it somewhere that can be seen. */
    WebElement awaitText(String text) {
        return awaitText(text, PATIENCE);
    }

    WebElement awaitText(String text, Duration patience) {
        return await(By.xpath("//body//*[contains(normalize-space(text()), '" + text + "')]"), patience);
    }

    WebElement await(By place) {
        return await(place, PATIENCE);
    }

    WebElement await(By place, Duration patience) {
        return Awaitility.await(place + " on " + driver.getCurrentUrl())
                .atMost(patience)
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> driver.findElements(place).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Presses what is so called: by what is written on it, or else by its name. */
    void press(String name) {
        By called = By.xpath(
                "//*[self::button or self::a][normalize-space()='" + name + "' or @aria-label='" + name + "']");
        Awaitility.await("to press " + name)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> await(called).click());
    }

    void choose(Path file) {
        driver.findElement(By.cssSelector("input[type=file]")).sendKeys(file.toString());
    }

    void fill(String field, String value) {
        WebElement input = await(By.name(field));
        input.clear();
        input.sendKeys(value);
    }

    /** Goes on by the tab key until the element that has the focus fulfils a condition of JavaScript. */
    WebElement tabTo(String condition) {
        for (int i = 0; i < MOST_TABS; i++) {
            type(Keys.TAB);
            if (is(condition)) {
                return driver.switchTo().activeElement();
            }
        }
        throw new AssertionError(
                "expected to reach by the tab key what fulfils " + condition + ", on " + driver.getCurrentUrl());
    }

    /** Waits until something so called is there, goes to it by the tab key and presses it by the return key. */
    void key(String name) {
        await(By.xpath("//*[self::button or self::a][normalize-space()='" + name + "']"));
        tabTo("e.textContent.trim() === '" + name + "'");
        type(Keys.ENTER);
    }

    /** What is true of the element {@code e} that has the focus. */
    boolean is(String condition) {
        return Boolean.TRUE.equals(driver.executeScript("const e = document.activeElement; return " + condition));
    }

    void awaitTrue(String condition) {
        Awaitility.await(condition)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> is(condition));
    }

    /** Keys of the keyboard, which go to whatever has the focus. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** The same while the control key is held. */
    void typeHeld(String key) {
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    long number(String expression) {
        Object value = driver.executeScript("return Math.round(" + expression + ")");
        return value instanceof Number number ? number.longValue() : -1;
    }

    /**
     * What the rules of accessibility find, and whether anything is wider than the page.
     *
     * @param only the rules that are asked; none: all
     */
    void requireAccessible(String view, String... only) {
        awaitTrue("document.getAnimations().every(one => one.playState !== 'running')");
        if (number("window.axe ? 1 : 0") == 0) {
            driver.executeScript(rules);
        }
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            const only = arguments[0].length ? {runOnly: arguments[0]} : {};
            axe.run(document, {resultTypes: ['violations'], ...only}).then(result => done(result.violations.map(one =>
              one.id + ': ' + one.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join('; ')).join('\\n')));
            """, List.of(only));
        assertEquals("", found, view);
        assertEquals(
                0, number("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), view + " is too wide");
        assertEquals(
                0,
                number("Array.from(document.querySelectorAll('dd')).filter(one => !one.textContent.trim()).length"),
                view + " names what it does not tell");
    }

    /** What the browser complained of since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !ASKED_WHETHER_THERE
                        .matcher(message.replaceAll("[()]", " "))
                        .find())
                .toList();
    }

    void photograph(String name) throws IOException {
        Files.write(FOLDER.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
