using System.Reflection;
using System.Runtime.Loader;
using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Functions;

/// <summary>The program's functions as different readers see them, by name.</summary>
internal static class FunctionLists
{
    /// <summary>What the published program says of itself to a host that asks before it starts a worker.</summary>
    public static IReadOnlyList<FunctionFacts> FromMetadataFile(PublishedProgram program)
    {
        var functions = JsonNode.Parse(File.ReadAllText(Path.Combine(program.Folder, "functions.metadata")))!.AsArray();
        return Ordered(functions.Select(static function => FunctionFacts.FromBindings(
            function!.Required("name"), function!.Items("bindings").Select(static binding => binding.AsObject()))));
    }

    /// <summary>What the code declares by its attributes: the runtime of one machine goes by the same.</summary>
    public static IReadOnlyList<FunctionFacts> FromAttributes(PublishedProgram program)
    {
        var context = new PublishedAssemblies(program.Folder);
        try
        {
            var assembly = context.LoadFromAssemblyPath(Path.Combine(program.Folder, AzureProgram.FunctionsAssembly));
            return Ordered(assembly.GetExportedTypes().SelectMany(static type => type.GetMethods()).SelectMany(FunctionsOf));
        }
        finally
        {
            context.Unload();
        }
    }

    public static IReadOnlyList<FunctionFacts> Ordered(IEnumerable<FunctionFacts> functions) =>
        [.. functions.OrderBy(static function => function.Name, StringComparer.Ordinal)];

    private static IEnumerable<FunctionFacts> FunctionsOf(MethodInfo method) =>
        from function in method.CustomAttributes
        where function.AttributeType.Name == "FunctionAttribute"
        select Describe((string)function.ConstructorArguments[0].Value!, TriggerOf(method));

    private static CustomAttributeData TriggerOf(MethodInfo method) => method.GetParameters()
        .SelectMany(static parameter => parameter.CustomAttributes)
        .Single(static attribute => attribute.AttributeType.Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));

    private static FunctionFacts Describe(string name, CustomAttributeData trigger) => trigger.AttributeType.Name switch
    {
        "HttpTriggerAttribute" => new FunctionFacts(name, "httpTrigger")
        {
            Route = (string?)trigger.NamedArguments.SingleOrDefault(static named => named.MemberName == "Route").TypedValue.Value,
            Methods = FunctionFacts.MethodsOf(MethodsOf(trigger)),
            AuthorizationLevel = LevelOf(trigger),
        },
        "TimerTriggerAttribute" => new FunctionFacts(name, "timerTrigger") { Schedule = (string?)trigger.ConstructorArguments[0].Value },
        "OrchestrationTriggerAttribute" => new FunctionFacts(name, "orchestrationTrigger"),
        "ActivityTriggerAttribute" => new FunctionFacts(name, "activityTrigger"),
        var other => throw new InvalidOperationException($"{name} is triggered by {other}, which nothing here compares."),
    };

    private static IEnumerable<string> MethodsOf(CustomAttributeData trigger) => trigger.ConstructorArguments
        .Select(static argument => argument.Value)
        .OfType<IEnumerable<CustomAttributeTypedArgument>>()
        .SelectMany(static methods => methods)
        .Select(static method => (string)method.Value!);

    // The attribute without arguments asks for a function key; with methods alone it sets no level, which is the enumeration's zero.
    private static string LevelOf(CustomAttributeData trigger) => trigger.ConstructorArguments switch
    {
        [] => "Function",
        [{ ArgumentType: { IsEnum: true } level, Value: { } value }, ..] => Enum.GetName(level, value)!,
        _ => "Anonymous",
    };

    /// <summary>Keeps the published versions of libraries apart from those of the tests.</summary>
    private sealed class PublishedAssemblies(string folder) : AssemblyLoadContext("published", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(folder, $"{assemblyName.Name}.dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
