using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TradingBot.Architecture.Tests;

/// <summary>
/// Which namespace of a room uses which other one, read from the compiled assembly: signatures, fields, attributes and method bodies.
/// What a compiler makes of a type (closures, state machines) counts as that type. Constants are copied by the compiler and leave no arrow.
/// </summary>
internal sealed class FolderArrows
{
    private readonly Dictionary<string, SortedDictionary<string, SortedSet<string>>> _arrows = new(StringComparer.Ordinal);
    private readonly string _root;

    private FolderArrows(string root) => _root = root;

    /// <summary>The namespaces that use another one, each with what it uses.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Uses =>
        _arrows.ToDictionary(
            static arrow => arrow.Key, static arrow => (IReadOnlyCollection<string>)arrow.Value.Keys, StringComparer.Ordinal);

    /// <summary>Reads the arrows between the namespaces of an assembly that are the given one or below it.</summary>
    public static FolderArrows Of(string assembly, string root)
    {
        var arrows = new FolderArrows(root);
        using var module = ModuleDefinition.ReadModule(assembly);
        foreach (var type in module.GetTypes())
            arrows.Read(type);
        return arrows;
    }

    /// <summary>Two uses at most that make up an arrow, as "Type uses Type".</summary>
    public IEnumerable<string> Examples(string from, string to) => _arrows[from][to].Take(2);

    private void Read(TypeDefinition type)
    {
        Note(type, type.BaseType);
        foreach (var implemented in type.Interfaces)
            Note(type, implemented.InterfaceType);
        Attributes(type, type);
        Constraints(type, type);
        foreach (var field in type.Fields)
        {
            Note(type, field.FieldType);
            Attributes(type, field);
        }

        foreach (var property in type.Properties)
            Attributes(type, property);
        foreach (var method in type.Methods)
            Read(type, method);
    }

    private void Read(TypeDefinition type, MethodDefinition method)
    {
        Signature(type, method);
        Attributes(type, method);
        Constraints(type, method);
        if (!method.HasBody)
            return;
        foreach (var local in method.Body.Variables)
            Note(type, local.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Note(type, handler.CatchType);
        foreach (var instruction in method.Body.Instructions)
            Operand(type, instruction);
    }

    private void Operand(TypeDefinition type, Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case MethodReference method:
                Note(type, method.DeclaringType);
                Signature(type, method);
                if (method is GenericInstanceMethod generic)
                    Note(type, generic.GenericArguments);
                break;
            case FieldReference field:
                Note(type, field.DeclaringType);
                Note(type, field.FieldType);
                break;
            case TypeReference other:
                Note(type, other);
                break;
            default:
                break;
        }
    }

    private void Signature(TypeDefinition type, MethodReference method)
    {
        Note(type, method.ReturnType);
        Note(type, method.Parameters.Select(static parameter => parameter.ParameterType));
    }

    private void Constraints(TypeDefinition type, IGenericParameterProvider generic) =>
        Note(type, generic.GenericParameters.SelectMany(static parameter => parameter.Constraints).Select(
            static constraint => constraint.ConstraintType));

    private void Attributes(TypeDefinition type, ICustomAttributeProvider marked)
    {
        foreach (var attribute in marked.CustomAttributes)
        {
            Note(type, attribute.AttributeType);
            Note(type, attribute.ConstructorArguments.Select(static argument => argument.Value).OfType<TypeReference>());
        }
    }

    private void Note(TypeDefinition from, IEnumerable<TypeReference> all)
    {
        foreach (var to in all)
            Note(from, to);
    }

    private void Note(TypeDefinition from, TypeReference? to)
    {
        if (to is GenericInstanceType generic)
            Note(from, generic.GenericArguments);
        if (to is null || Outermost(to) is not { IsGenericParameter: false } used)
            return;
        var user = Outermost(from);
        if (used.Scope != from.Module || user.Namespace == used.Namespace || !IsRoom(user.Namespace) || !IsRoom(used.Namespace))
            return;
        if (!_arrows.TryGetValue(user.Namespace, out var targets))
            _arrows[user.Namespace] = targets = new(StringComparer.Ordinal);
        if (!targets.TryGetValue(used.Namespace, out var examples))
            targets[used.Namespace] = examples = new(StringComparer.Ordinal);
        examples.Add($"{user.Name} uses {used.Name}");
    }

    private bool IsRoom(string name) => name == _root || name.StartsWith($"{_root}.", StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type)
    {
        var outer = type.GetElementType();
        while (outer.DeclaringType is { } around)
            outer = around;
        return outer;
    }
}
