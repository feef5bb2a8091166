import io.ctcservice.client.ApiClient;
import io.ctcservice.client.ApiException;
import io.ctcservice.client.api.CtcApi;
import io.ctcservice.client.api.InferenceApi;
import io.ctcservice.client.model.AlignRequest;
import io.ctcservice.client.model.DecodePart;
import io.ctcservice.client.model.DecodeRequest;
import io.ctcservice.client.model.DecoderName;
import io.ctcservice.client.model.Hotword;
import io.ctcservice.client.model.InferenceInput;
import io.ctcservice.client.model.InferenceRequest;
import io.ctcservice.client.model.Keyword;
import io.ctcservice.client.model.LossPart;
import io.ctcservice.client.model.LossRequest;
import io.ctcservice.client.model.Problem;
import io.ctcservice.client.model.Reduction;
import io.ctcservice.client.model.RegisteredVocabulary;
import io.ctcservice.client.model.Scores;
import io.ctcservice.client.model.SpotRequest;
import io.ctcservice.client.model.TargetUtterance;
import io.ctcservice.client.model.Utterance;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calls everything once through the generated client and prints what came back, a name and a value a line. All but
 * /features: this kind of client sends any body as JSON, a file too.
 */
class Tour {

    private static final List<List<Float>> EMISSIONS =
            List.of(List.of(0.1f, -2.3f, 1.2f), List.of(1f, 0f, -0.5f), List.of(-1f, 2f, 0.3f));
    private static final List<String> VOCABULARY = List.of("a", "b", "<blank>");

    private final ApiClient client = new ApiClient();
    private final CtcApi ctc;

    Tour(String url) {
        client.updateBaseUri(url);
        ctc = new CtcApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        var tour = new Tour(arguments[0]);
        tour.lists();
        tour.loss();
        tour.infeasible();
        tour.logZero();
        tour.decode();
        tour.align();
        tour.spot();
        tour.infer();
        tour.refused();
    }

    void lists() throws ApiException {
        print("vocabularies", ctc.listVocabularies().getVocabularies().stream()
                .map(RegisteredVocabulary::getName)
                .collect(Collectors.joining(",")));
        print("languageModels", ctc.listLanguageModels().getLanguageModels().size());
    }

    void loss() throws ApiException {
        var request = new LossRequest()
                .addUtterancesItem(new TargetUtterance().id("one").emissions(EMISSIONS).target("ab"))
                .vocabulary(VOCABULARY)
                .blank(2)
                .scores(Scores.LOGITS)
                .reduction(Reduction.SUM)
                .addIncludeItem(LossPart.GRADIENT);
        var answer = ctc.loss(request);
        print("loss", answer.getLoss());
        var one = answer.getUtterances().get(0);
        print("loss.id", one.getId());
        print("loss.gradient", one.getGradient().stream().flatMap(List::stream)
                .map(String::valueOf).collect(Collectors.joining(",")));
    }

    void infeasible() throws ApiException {
        var answer = ctc.loss(new LossRequest()
                .addUtterancesItem(new TargetUtterance().emissions(EMISSIONS).labels(List.of(0, 0, 0)))
                .blank(2));
        print("infeasible", answer.getInfeasible());
        print("infeasible.loss", answer.getLoss());
        print("infeasible.reason", answer.getUtterances().get(0).getInfeasibility().getReason());
    }

    void logZero() throws ApiException {
        var certain = List.of(List.of(0f, Float.NEGATIVE_INFINITY), List.of(Float.NEGATIVE_INFINITY, 0f));
        var answer = ctc.loss(new LossRequest()
                .addUtterancesItem(new TargetUtterance().emissions(certain).addLabelsItem(0))
                .scores(Scores.LOG_PROBS)
                .blank(1));
        print("logZero", answer.getLoss());
    }

    void decode() throws ApiException {
        var answer = ctc.decode(new DecodeRequest()
                .addUtterancesItem(new Utterance().emissions(EMISSIONS))
                .vocabulary(VOCABULARY)
                .blank(2)
                .decoder(DecoderName.BEAM)
                .nBest(2)
                .tokenMinLogProb(-1000.0)
                .beamMinLogProb(-1000.0)
                .addHotwordsItem(new Hotword().phrase("ab").bonus(3.0))
                .addIncludeItem(DecodePart.TOKENS));
        var hypotheses = answer.getUtterances().get(0).getHypotheses();
        var best = hypotheses.get(0);
        print("decode.hypotheses", hypotheses.size());
        print("decode.text", best.getText());
        print("decode.logProb", best.getLogProb());
        print("decode.hotwords", best.getParts().getHotwords());
        print("decode.tokens", best.getTokens().stream().map(token -> token.getSymbol() + token.getStart() + token.getEnd())
                .collect(Collectors.joining(",")));
    }

    void align() throws ApiException {
        var answer = ctc.align(new AlignRequest()
                .addUtterancesItem(new TargetUtterance().emissions(EMISSIONS).target("ab"))
                .vocabulary(VOCABULARY)
                .blank(2)
                .secondsPerFrame(0.02));
        var one = answer.getUtterances().get(0);
        print("align.logProb", one.getLogProb());
        print("align.words", one.getWords().get(0).getText());
    }

    void spot() throws ApiException {
        var answer = ctc.spot(new SpotRequest()
                .addUtterancesItem(new Utterance().emissions(EMISSIONS))
                .addKeywordsItem(new Keyword().labels(List.of(0, 1)).threshold(-50.0))
                .blank(2)
                .wholeWords(false));
        var first = answer.getUtterances().get(0).getDetections().get(0);
        print("spot", first.getKeyword() + ":" + first.getStart() + "-" + first.getEnd());
    }

    void infer() throws ApiException {
        var emissions = EMISSIONS.stream().flatMap(List::stream).map(Object.class::cast).toList();
        var answer = new InferenceApi(client).infer("ctc-loss", new InferenceRequest()
                .addInputsItem(new InferenceInput().name("emissions").datatype("FP32").shape(List.of(1L, 3L, 3L)).data(emissions))
                .addInputsItem(new InferenceInput().name("targets").datatype("INT32").shape(List.of(1L, 2L)).data(List.of(0, 1)))
                .putParametersItem("blank", 2), null);
        print("infer.output", answer.getOutputs().get(0).getName());
        print("infer.loss", answer.getOutputs().get(0).getData().get(0));
    }

    void refused() throws Exception {
        try {
            ctc.loss(new LossRequest()
                    .addUtterancesItem(new TargetUtterance().emissions(EMISSIONS).target("abc"))
                    .vocabulary(VOCABULARY)
                    .blank(2));
        } catch (ApiException refused) {
            var problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            print("refused.code", refused.getCode());
            print("refused.status", problem.getStatus());
            print("refused.pointer", problem.getErrors().get(0).getPointer());
            print("refused.detail", problem.getErrors().get(0).getDetail());
        }
    }

    private static void print(String name, Object value) {
        System.out.println(name + " " + value);
    }
}
