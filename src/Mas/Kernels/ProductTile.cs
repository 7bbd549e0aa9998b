using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>The innermost part of a matrix product: a tile of 8 × 32 sums that stays in registers while the inner dimension goes by (a
/// micro-kernel in the sense of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).</summary>
internal static unsafe class ProductTile
{
    public const int Rows = 8;

    /// <summary>Two vectors of 512 bits.</summary>
    public const int Columns = 32;

    /// <summary>product = start + left × right for one tile.</summary>
    /// <param name="left">First number of the tile's first row.</param>
    /// <param name="leftRow">From a row of the left factor to the next.</param>
    /// <param name="leftStep">From a number of a row to the next along the inner dimension.</param>
    /// <param name="rows">Rows that there are; where they are fewer than a tile's, the last is computed several times.</param>
    /// <param name="right">[inner, 32]</param>
    /// <param name="inner">Numbers that are multiplied and added.</param>
    /// <param name="start">First number of what the sums begin with.</param>
    /// <param name="startRow">From one of its rows to the next; 0 gives every row the same.</param>
    /// <param name="product">First number of the result; may be <paramref name="start"/>.</param>
    /// <param name="productRow">From one of its rows to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        float* left, nint leftRow, nint leftStep, int rows, float* right, int inner,
        float* start, nint startRow, float* product, nint productRow)
    {
        nint r1 = Math.Min(1, rows - 1), r2 = Math.Min(2, rows - 1), r3 = Math.Min(3, rows - 1), r4 = Math.Min(4, rows - 1);
        nint r5 = Math.Min(5, rows - 1), r6 = Math.Min(6, rows - 1), r7 = Math.Min(7, rows - 1);
        float* a0 = left, a1 = left + r1 * leftRow, a2 = left + r2 * leftRow, a3 = left + r3 * leftRow, a4 = left + r4 * leftRow;
        float* a5 = left + r5 * leftRow, a6 = left + r6 * leftRow, a7 = left + r7 * leftRow;
        float* s = start;
        Vector512<float> c00 = Vector512.Load(s), c01 = Vector512.Load(s + 16);
        s = start + r1 * startRow;
        Vector512<float> c10 = Vector512.Load(s), c11 = Vector512.Load(s + 16);
        s = start + r2 * startRow;
        Vector512<float> c20 = Vector512.Load(s), c21 = Vector512.Load(s + 16);
        s = start + r3 * startRow;
        Vector512<float> c30 = Vector512.Load(s), c31 = Vector512.Load(s + 16);
        s = start + r4 * startRow;
        Vector512<float> c40 = Vector512.Load(s), c41 = Vector512.Load(s + 16);
        s = start + r5 * startRow;
        Vector512<float> c50 = Vector512.Load(s), c51 = Vector512.Load(s + 16);
        s = start + r6 * startRow;
        Vector512<float> c60 = Vector512.Load(s), c61 = Vector512.Load(s + 16);
        s = start + r7 * startRow;
        Vector512<float> c70 = Vector512.Load(s), c71 = Vector512.Load(s + 16);
        nint at = 0;
        for (float* end = right + (nint)inner * Columns; right < end; right += Columns, at += leftStep)
        {
            Vector512<float> b0 = Vector512.Load(right), b1 = Vector512.Load(right + 16), a = Vector512.Create(a0[at]);
            c00 = Vector512.FusedMultiplyAdd(a, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a, b1, c01);
            a = Vector512.Create(a1[at]);
            c10 = Vector512.FusedMultiplyAdd(a, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a, b1, c11);
            a = Vector512.Create(a2[at]);
            c20 = Vector512.FusedMultiplyAdd(a, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a, b1, c21);
            a = Vector512.Create(a3[at]);
            c30 = Vector512.FusedMultiplyAdd(a, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a, b1, c31);
            a = Vector512.Create(a4[at]);
            c40 = Vector512.FusedMultiplyAdd(a, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(a, b1, c41);
            a = Vector512.Create(a5[at]);
            c50 = Vector512.FusedMultiplyAdd(a, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(a, b1, c51);
            a = Vector512.Create(a6[at]);
            c60 = Vector512.FusedMultiplyAdd(a, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(a, b1, c61);
            a = Vector512.Create(a7[at]);
            c70 = Vector512.FusedMultiplyAdd(a, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(a, b1, c71);
        }
        Store(c00, c01, product);
        Store(c10, c11, product + r1 * productRow);
        Store(c20, c21, product + r2 * productRow);
        Store(c30, c31, product + r3 * productRow);
        Store(c40, c41, product + r4 * productRow);
        Store(c50, c51, product + r5 * productRow);
        Store(c60, c61, product + r6 * productRow);
        Store(c70, c71, product + r7 * productRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> first, Vector512<float> second, float* row)
    {
        first.Store(row);
        second.Store(row + 16);
    }
}
