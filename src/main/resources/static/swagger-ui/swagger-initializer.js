// @ts-check
/** Starts Swagger UI, in place of the script of this name that comes with it: with files to try the operations with. */
import('./samples.js').then(({ complete, offerSamples }) => {
  const root = document.getElementById('swagger-ui');
  const { SwaggerUIBundle, SwaggerUIStandalonePreset } = /** @type {any} */ (window);
  SwaggerUIBundle({
    configUrl: '../v3/api-docs/swagger-config',
    domNode: root,
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
    requestInterceptor: complete,
  });
  offerSamples(root);
});
