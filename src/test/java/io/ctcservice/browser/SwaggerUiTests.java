package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of Swagger UI as somebody uses it who has nothing at hand, with the networks that the service brings. */
@ServiceTest
class SwaggerUiTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ALL_OF_IT = Duration.ofMinutes(10); // under 20 s on an idle machine

    /** Opens each operation, and for each type of its body presses "Execute"; gives "id | type | status" for each. */
    private static final String TRY_ALL = """
            const done = arguments[arguments.length - 1];
            const pause = () => new Promise(resolve => setTimeout(resolve, 20));
            const until = async (what, find) => {
              for (const end = Date.now() + 60000; Date.now() < end; await pause()) {
                const found = find();
                if (found) {
                  return found;
                }
              }
              throw new Error(`waited for ${what}`);
            };
            const choose = (select, type) => {
              Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, type);
              select.dispatchEvent(new Event('change', { bubbles: true }));
            };
            const filesChosen = operation => [...operation.querySelectorAll('.opblock-section-request-body input[type="file"]')].every(field => field.files.length > 0);
            const execute = async (operation, type) => {
              operation.querySelector('.btn-clear')?.click();
              await until('an empty answer', () => !operation.querySelector('.live-responses-table'));
              await until('samples', () => filesChosen(operation));
              operation.querySelector('.execute').click();
              const status = await until(`an answer to ${operation.id} ${type}`, () => operation.querySelector('.live-responses-table tr.response .response-col_status'));
              return `${operation.id} | ${type} | ${status.innerText.trim().split(/\\s/)[0]}`;
            };
            const tryOut = async operation => {
              operation.querySelector('.opblock-summary-control').click();
              (await until('a button', () => operation.querySelector('.try-out__btn'))).click();
              await until('a form', () => operation.querySelector('.execute'));
              const select = operation.querySelector('.opblock-section-request-body select.content-type');
              const answers = [];
              for (const type of select ? [...select.options].map(option => option.value) : ['none']) {
                if (select && select.value !== type) {
                  choose(select, type);
                  await until(type, () => operation.querySelector('.opblock-section-request-body select.content-type').value === type);
                  await pause(); // for the fields of the type
                }
                answers.push(await execute(operation, type));
              }
              operation.querySelector('.opblock-summary-control').click();
              return answers;
            };
            (async () => {
              const answers = [];
              for (const operation of document.querySelectorAll('.opblock')) {
                answers.push(...await tryOut(operation));
              }
              return answers;
            })().then(done, failure => done([`failed: ${failure}`]));
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final ChromeDriver browser = CHROMIUM.driver();

    @Test
    @SuppressWarnings("unchecked") // it is what the script gives
    void everyOperationAnswersAtOneClickInEveryForm(@LocalServerPort int port) {
        browser.get("http://127.0.0.1:" + port + "/swagger-ui.html");
        new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".opblock")));

        browser.manage().timeouts().scriptTimeout(ALL_OF_IT);
        var answers = (List<String>) browser.executeAsyncScript(TRY_ALL);

        assertThat(answers).isNotEmpty().allMatch(answer -> answer.endsWith("| 200"));
        var tried = new TreeSet<String>();
        answers.forEach(
                answer -> tried.add(answer.substring(0, answer.indexOf(' ')).replaceFirst("operations-[a-z]+-", "")));
        assertThat(tried).isEqualTo(operations(port));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));
    }

    private static Set<String> operations(int port) {
        var ids = new TreeSet<String>();
        for (var path : ServiceClient.json(
                        new ServiceClient(port).get("/v3/api-docs").body())
                .get("paths")) {
            for (var operation : path) {
                ids.add(operation.get("operationId").asString());
            }
        }
        return ids;
    }
}
