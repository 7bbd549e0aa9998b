using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using TorchSharp;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>TorchSharp passes the native address of a Scalar without keeping the Scalar alive. One that lives only in the call can be
/// collected and freed while libtorch still reads it: the operation fails, or computes with another number. It takes a collection at that
/// very moment, so no other test finds it reliably. Read from the compiled Mas.dll, because source lines do not show which + adds
/// tensors.</summary>
public class ScalarTests
{
    // With the number of arguments. They make a factor 1 inside.
    private static readonly string[] s_banned = ["Tensor.op_Addition/2", "Tensor.add/1", "Tensor.add_/1"];

    private static readonly byte[] s_stores = [0x0a, 0x0b, 0x0c, 0x0d, 0x13, 0x80]; // stloc.0 … stloc.3, stloc.s, stsfld

    [Fact]
    public void Tensors_are_never_added_with_a_factor_that_nothing_holds()
    {
        using PEReader file = Open();
        MetadataReader metadata = file.GetMetadataReader();
        string[] calls = [.. metadata.MemberReferences.Select(handle => Name(metadata, handle))];
        Assert.Contains("Tensor.mm/1", calls); // names and numbers of arguments are read as expected
        Assert.Empty(calls.Intersect(s_banned));
    }

    [Fact]
    public void A_number_that_becomes_a_Scalar_is_stored_before_it_is_used()
    {
        using PEReader file = Open();
        MetadataReader metadata = file.GetMetadataReader();
        int[] conversions = [.. metadata.MemberReferences.Where(handle => Name(metadata, handle) == "Scalar.op_Implicit/1")
            .Select(handle => MetadataTokens.GetToken(handle))];
        Assert.NotEmpty(conversions);
        var wrong = new List<string>();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0))
        {
            byte[] code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            if (conversions.Any(token => PassesOn(code, token)))
                wrong.Add(
                    $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}");
        }
        Assert.Empty(wrong);
    }

    // Tensor.square is one: it is pow with a 2 that nothing holds.
    [Fact]
    public void No_operation_of_TorchSharp_is_used_that_makes_a_Scalar_inside_which_nothing_holds()
    {
        MethodBase[] used = [.. Called(typeof(Mas.Tensors.Shape).Assembly)];
        Assert.Contains(used, method => method.Name == "mm"); // calls are found as expected
        Assert.True(MakesScalar(typeof(torch.Tensor).GetMethod("square")!));
        Assert.Empty(used.Where(MakesScalar).Select(method => $"{method.DeclaringType}.{method}").Distinct());
    }

    // TorchSharp's own methods that an assembly calls.
    private static IEnumerable<MethodBase> Called(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        int[] members = [.. file.GetMetadataReader().MemberReferences.Select(handle => MetadataTokens.GetToken(handle))];
        foreach (int token in members)
            if (Resolved(assembly.ManifestModule, token) is { } method && method.Module.Assembly == typeof(torch).Assembly
                && method.DeclaringType != typeof(Scalar))
                yield return method;
    }

    private static bool MakesScalar(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i + 5 < code.Length; i++)
            if (code[i] == 0x28 && Resolved(method.Module, BitConverter.ToInt32(code, i + 1)) is { Name: "op_Implicit" } conversion
                && conversion.DeclaringType == typeof(Scalar) && !s_stores.Contains(code[i + 5]))
                return true;
        return false;
    }

    // Bytes that only look like a token, fields, and members of generic types, which make no scalars, give null.
    private static MethodBase? Resolved(Module module, int token)
    {
        try
        {
            return module.ResolveMember(token) as MethodBase;
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }

    private static PEReader Open() => new(File.OpenRead(typeof(Mas.Tensors.Shape).Assembly.Location));

    // call (0x28) with this token, and what follows is not a store.
    private static bool PassesOn(byte[] code, int token)
    {
        for (int i = 0; i + 5 < code.Length; i++)
            if (code[i] == 0x28 && BitConverter.ToInt32(code, i + 1) == token && !s_stores.Contains(code[i + 5]))
                return true;
        return false;
    }

    private static string Name(MetadataReader metadata, MemberReferenceHandle handle)
    {
        MemberReference member = metadata.GetMemberReference(handle);
        if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method)
            return metadata.GetString(member.Name);
        BlobReader signature = metadata.GetBlobReader(member.Signature);
        bool generic = signature.ReadSignatureHeader().IsGeneric;
        int count = signature.ReadCompressedInteger();
        string type = metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name);
        return $"{type}.{metadata.GetString(member.Name)}/{(generic ? signature.ReadCompressedInteger() : count)}";
    }
}
