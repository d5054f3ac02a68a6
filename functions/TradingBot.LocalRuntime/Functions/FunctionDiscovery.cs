using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>Finds the functions of an application and refuses, by name, those the genuine host would refuse.</summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags Methods =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The enabled functions; all faults found are listed in one <see cref="StartupException"/>.</summary>
    public static IReadOnlyList<FunctionDescriptor> Discover(IEnumerable<Type> classes, IConfiguration configuration)
    {
        List<string> faults = [];
        var functions = classes.Distinct()
            .SelectMany(type => type.GetMethods(Methods))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Attribute is not null && !IsDisabled(found.Attribute.Name, configuration))
            .Select(found => Describe(found.Attribute!.Name, found.Method, faults))
            .OfType<FunctionDescriptor>()
            .ToList();
        faults.AddRange(functions
            .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .Select(group =>
                $"function '{group.Key}' exists more than once ({string.Join(", ", group.Select(function => function.EntryPoint))})"));
        if (faults.Count > 0)
            throw new StartupException(
                $"The application's functions are faulty and must be corrected in code: {string.Join("; ", faults)}.");
        return functions;
    }

    private static FunctionDescriptor? Describe(string name, MethodInfo method, List<string> faults)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.Trigger is not null)
            .ToList();
        var fault = !Name().IsMatch(name) ? "must begin with a letter and hold at most 127 letters, digits, '_' or '-'"
            : !method.IsPublic || !method.DeclaringType!.IsVisible ? "must be a public method of a public class"
            : method.DeclaringType.IsAbstract && !method.IsStatic ? "must not be in an abstract class"
            : triggers.Count == 0 ? "has no trigger parameter"
            : triggers.Count > 1 ? "has more than one trigger parameter"
            : null;
        if (fault is null)
            return new FunctionDescriptor(name, method, triggers[0].Parameter, triggers[0].Trigger!);
        faults.Add($"function '{name}' ({method.DeclaringType?.FullName}.{method.Name}) {fault}");
        return null;
    }

    // The colon form is what an environment variable with double underscores becomes.
    private static bool IsDisabled(string name, IConfiguration configuration) =>
        (configuration[$"AzureWebJobs.{name}.Disabled"] ?? configuration[$"AzureWebJobs:{name}:Disabled"]) is { } value
        && (value == "1" || bool.TryParse(value, out var disabled) && disabled);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
