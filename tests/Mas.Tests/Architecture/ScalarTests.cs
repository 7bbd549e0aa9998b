using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>
/// TorchSharp passes the native address of a Scalar without keeping the Scalar alive. One that lives only in the call,
/// as the one in <c>x * 2.0</c>, or the factor 1 that <c>a + b</c> makes inside, can be collected and freed while
/// libtorch still reads it: the operation then fails, or computes with another number. It takes a collection on another thread at that
/// moment, so it happens once in many thousand steps. Mas.dll may therefore call none of the members that make such Scalars.
/// </summary>
public class ScalarTests
{
    // With the number of arguments; the tensor that the method belongs to is not counted.
    private static readonly string[] s_banned =
    [
        "Scalar.op_Implicit/1", "Tensor.op_Addition/2", "Tensor.op_Subtraction/2", "Tensor.add/1", "Tensor.add_/1", "Tensor.sub/1", "Tensor.sub_/1",
    ];

    [Fact]
    public void No_Scalar_is_left_to_the_collector_while_libtorch_reads_it()
    {
        using var file = new PEReader(File.OpenRead(typeof(Mas.Tensors.Shape).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        string[] calls = [.. metadata.MemberReferences.Select(handle => Name(metadata, metadata.GetMemberReference(handle)))];
        Assert.Contains("Tensor.mm/1", calls); // names and numbers of arguments are read as expected
        Assert.Empty(calls.Intersect(s_banned));
    }

    private static string Name(MetadataReader metadata, MemberReference member)
    {
        if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method)
            return metadata.GetString(member.Name);
        BlobReader signature = metadata.GetBlobReader(member.Signature);
        bool generic = signature.ReadSignatureHeader().IsGeneric;
        int arguments = signature.ReadCompressedInteger();
        return $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}/{(generic ? signature.ReadCompressedInteger() : arguments)}";
    }
}
