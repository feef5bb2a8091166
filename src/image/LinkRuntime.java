import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import java.util.spi.ToolProvider;
import jdk.tools.jlink.internal.PluginRepository;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * jlink with one more option, {@code --resolve-vectors}: the module of the Vector API loses the mark of an incubator module,
 * so that it is resolved without {@code --add-modules} and its module graph can be archived (src/docs/adr/0010-aot-cache.md).
 * Takes jlink's arguments.
 */
public final class LinkRuntime implements Plugin {

    private static final String MODULE_INFO = "/jdk.incubator.vector/module-info.class";

    public static void main(String[] arguments) {
        PluginRepository.registerPlugin(new LinkRuntime());
        System.exit(ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err, arguments));
    }

    @Override
    public String getName() {
        return "resolve-vectors";
    }

    @Override
    public Category getType() {
        return Category.FILTER; // before the module graph is written
    }

    @Override
    public boolean hasArguments() {
        return false;
    }

    @Override
    public String getDescription() {
        return "Resolve jdk.incubator.vector by default.";
    }

    @Override
    public String getUsage() {
        return "  --resolve-vectors   " + getDescription();
    }

    @Override
    public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
        if (in.findEntry(MODULE_INFO).isEmpty()) {
            throw new IllegalStateException("there is no " + MODULE_INFO);
        }
        in.transformAndCopy(entry -> entry.path().equals(MODULE_INFO) ? withoutMark(entry) : entry, out);
        return out.build();
    }

    private static ResourcePoolEntry withoutMark(ResourcePoolEntry moduleInfo) {
        var format = ClassFile.of();
        var module = format.parse(moduleInfo.contentBytes());
        if (module.findAttribute(Attributes.moduleResolution()).isEmpty()) {
            throw new IllegalStateException(MODULE_INFO + " has no mark: there is nothing to resolve");
        }
        return moduleInfo.copyWithContent(format.transformClass(
                module, ClassTransform.dropping(element -> element instanceof ModuleResolutionAttribute)));
    }
}
