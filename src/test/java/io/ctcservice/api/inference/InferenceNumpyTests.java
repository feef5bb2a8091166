package io.ctcservice.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Python;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test with a client in pure NumPy, which builds requests and reads responses as Triton's HTTP client does: no
 * content type, binary tensors, {@code binary_data_output} where no outputs are named.
 */
@ServiceTest
final class InferenceNumpyTests {

    private static final String PROGRAM = """
            import json, sys, urllib.request
            import numpy as np

            TYPES = {'FP32': '<f4', 'INT32': '<i4', 'INT64': '<i8', 'FP64': '<f8', 'FP16': '<f2', 'BOOL': '?'}
            NAMES = {np.dtype(t): n for n, t in TYPES.items()}

            def infer(model, inputs, parameters, outputs=()):
                header = {'id': 'n', 'inputs': [], 'parameters': dict(parameters)}
                raw = b''
                for name, array in inputs.items():
                    data = np.ascontiguousarray(array).tobytes()
                    header['inputs'].append({'name': name, 'shape': list(array.shape), 'datatype': NAMES[array.dtype],
                                             'parameters': {'binary_data_size': len(data)}})
                    raw += data
                if outputs:
                    header['outputs'] = [{'name': o, 'parameters': {'binary_data': True}} for o in outputs]
                else:
                    header['parameters']['binary_data_output'] = True
                text = json.dumps(header).encode()
                request = urllib.request.Request('http://127.0.0.1:%s/v2/models/%s/infer' % (sys.argv[1], model),
                                                 data=text + raw, headers={
                    'Inference-Header-Content-Length': str(len(text)), 'Content-Type': 'application/octet-stream'})
                with urllib.request.urlopen(request) as response:
                    length = int(response.headers['Inference-Header-Content-Length'])
                    body = response.read()
                answer, at, arrays = json.loads(body[:length]), length, {}
                for output in answer['outputs']:
                    size = output['parameters']['binary_data_size']
                    piece, at = body[at:at + size], at + size
                    if output['datatype'] == 'BYTES':
                        texts, i = [], 0
                        while i < len(piece):
                            n = int.from_bytes(piece[i:i + 4], 'little')
                            texts.append(piece[i + 4:i + 4 + n].decode())
                            i += 4 + n
                        arrays[output['name']] = np.array(texts).reshape(output['shape'])
                    else:
                        arrays[output['name']] = np.frombuffer(piece, TYPES[output['datatype']]).reshape(output['shape'])
                assert at == len(body) and answer['id'] == 'n'
                return arrays

            def missing(model, given):
                with urllib.request.urlopen('http://127.0.0.1:%s/v2/models/%s' % (sys.argv[1], model)) as response:
                    return sorted({output['name'] for output in json.load(response)['outputs']} - given.keys())

            rng = np.random.default_rng(7)
            logits = rng.normal(size=(2, 3, 3)).astype(np.float32)
            lengths = np.array([3, 2], np.int32)
            targets = np.array([[0, 1], [1, -1]], np.int64)
            target_lengths = np.array([2, 1], np.int64)
            inputs = dict(emissions=logits, emission_lengths=lengths, targets=targets, target_lengths=target_lengths)
            got = infer('ctc-loss', inputs, {'blank': 2}, ['loss', 'gradient', 'feasible'])

            def probability(rows, want):  # all 3^T paths
                p = np.exp(rows.astype(float)) / np.exp(rows.astype(float)).sum(1, keepdims=True)
                total = 0
                for path in np.ndindex(*[3] * len(rows)):
                    said = [k for i, k in enumerate(path) if (i == 0 or path[i - 1] != k) and k != 2]
                    if said == want:
                        total += np.prod([p[t, k] for t, k in enumerate(path)])
                return total

            expected = [-np.log(probability(logits[0], [0, 1])), -np.log(probability(logits[1, :2], [1]))]
            np.testing.assert_allclose(got['loss'], expected, rtol=1e-6)  # float32
            assert got['feasible'].tolist() == [True, True]
            assert got['gradient'].shape == (2, 3, 3) and not got['gradient'][1, 2].any()
            step = 1e-3
            nudged = logits[0].copy()
            nudged[1, 0] += step
            slope = (-np.log(probability(nudged, [0, 1])) - expected[0]) / step
            np.testing.assert_allclose(got['gradient'][0, 1, 0], slope, atol=1e-3)  # one-sided, step 1e-3

            said = infer('ctc-decode', dict(emissions=logits.astype(np.float16)),
                         {'vocabulary': ['\\u00e9', 'b', '_'], 'blank': 2, 'decoder': 'beam', 'beamMinLogProb': -100})
            print(missing('ctc-decode', said), said['labels'].dtype.str, said['text'].shape)
            best = infer('ctc-align', inputs, {'blank': 2})
            print(missing('ctc-align', best), best['token_start'].shape, bool((best['token_end'] >= best['token_start']).all()))
            try:
                infer('ctc-loss', inputs, {'blank': 3})
            except urllib.error.HTTPError as refused:
                print(refused.code, 'error' in json.load(refused))
            """;

    private final Python python = Python.with("numpy");
    private final int port;

    InferenceNumpyTests(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void numpyIsEnoughForAClient(@TempDir Path folder) throws IOException {
        assertThat(python.run(folder, PROGRAM, Integer.toString(port)).lines())
                .containsExactly(
                        "[] <i4 (2,)",
                        "['absorbed_before_token', 'absorbed_end', 'absorbed_score', 'absorbed_start'] (2, 2) True",
                        "422 True");
    }
}
