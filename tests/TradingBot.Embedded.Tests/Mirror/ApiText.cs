using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradingBot.Embedded.Tests.Mirror;

/// <summary>Writes the public members that a type declares as lines of text, nullability, names and defaults of parameters included.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler adds to records is no choice of ours.
    private static readonly string[] OfRecords = ["Equals", "GetHashCode", "ToString", "Deconstruct", "<Clone>$", "op_Equality", "op_Inequality"];

    /// <summary>First the type itself, then its members in alphabetical order, indented.</summary>
    public static IEnumerable<string> Of(Type type) =>
        Members(type).Order(StringComparer.Ordinal).Select(member => "  " + member).Prepend(Header(type));

    private static string Header(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var parent = kind.EndsWith("class", StringComparison.Ordinal) && type.BaseType != typeof(object) ? $" : {TypeText.Name(type.BaseType!)}" : "";
        return $"{kind} {TypeText.Name(type)}{parent}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Select(value => $"{value} = {Convert.ToInt32(value, CultureInfo.InvariantCulture)}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Method(type.GetMethod("Invoke")!)];
        return type.GetConstructors(Declared).Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetProperties(Declared).Select(Property))
            .Concat(type.GetFields(Declared).Select(field => $"{(field.IsStatic ? "static " : "")}field {field.Name}: {TypeText.Of(field)}"))
            .Concat(type.GetMethods(Declared).Where(IsOwn).Select(Method));
    }

    private static bool IsOwn(MethodInfo method) =>
        !OfRecords.Contains(method.Name) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Property(PropertyInfo property)
    {
        var setter = property.SetMethod is not { IsPublic: true } set ? null
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";
        string?[] access = [property.GetMethod is { IsPublic: true } ? "get;" : null, setter];
        var statics = (property.GetMethod ?? property.SetMethod)!.IsStatic ? "static " : "";
        return $"{statics}{property.Name}: {TypeText.Of(property)} {{ {string.Join(' ', access.OfType<string>())} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Name))}>" : "";
        var statics = method.IsStatic ? "static " : "";
        return $"{statics}{method.Name}{generic}({Parameters(method)}): {TypeText.Of(method.ReturnParameter)}";
    }

    private static string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extends + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var fallback = !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null",
            bool flag => flag ? " = true" : " = false",
            var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
        return $"{many}{TypeText.Of(parameter)} {parameter.Name}{fallback}";
    }
}
