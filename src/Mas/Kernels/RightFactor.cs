using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>The right factor of many products with few rows on the left, such as the weights of a step, in float32. Where the processor has
/// fast vectors of 512 bits, and the factor is in its memory, the products are our own, at two to three times the speed of libtorch's,
/// whose library takes vectors of 256 bits on some of these processors; elsewhere they are libtorch's.</summary>
/// <remarks>A row of our own products does not depend on the rows beside it, nor on where in memory they stand.</remarks>
internal sealed unsafe class RightFactor : IDisposable
{
    private const int InnerAtOnce = 256; // a panel of so many steps, 32 kB, stays in the first cache

    private readonly int _columns;
    private readonly bool _isOurs;
    private readonly Tensor _matrix;  // [panels, inner, 32], zeros beyond the last column, or [inner, columns]
    private readonly Tensor? _bias;   // [panels · 32] or [columns]

    /// <summary>Whether products are our own on this processor.</summary>
    public static bool IsOurs => Vector512.IsHardwareAccelerated;

    /// <summary>Length of the dimension that is summed over.</summary>
    public int Inner { get; }

    /// <summary>Copies a factor, and what is added to every row of a product that nothing else is added to.</summary>
    /// <param name="matrix">[inner, columns]</param>
    /// <param name="bias">[columns]</param>
    public RightFactor(Tensor matrix, Tensor? bias = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (Inner, _columns) = ((int)matrix.size(0), (int)matrix.size(1));
        _isOurs = IsOurs && Device.Of(matrix) == Device.Cpu;
        _matrix = (_isOurs ? Panels(matrix).transpose(0, 1) : matrix).contiguous().clone().DetachFromDisposeScope();
        _bias = (_isOurs ? Panels(bias is null ? Device.Cpu.Zeros(1, _columns) : bias.unsqueeze(0)).flatten() : bias)?.clone()
            .DetachFromDisposeScope();
    }

    private static Tensor Panels(Tensor matrix)
    {
        long rows = matrix.size(0), panels = (matrix.size(1) + ProductTile.Columns - 1) / ProductTile.Columns;
        Tensor wide = Device.Cpu.Zeros(rows, panels * ProductTile.Columns);
        wide.narrow(1, 0, matrix.size(1)).copy_(matrix);
        return wide.view(rows, panels, ProductTile.Columns);
    }

    /// <summary>product = left × factor + bias, or product += left × factor, over rows that stand together in larger matrices.</summary>
    /// <param name="left">[any, inner], contiguous</param>
    /// <param name="from">First row of it.</param>
    /// <param name="product">[any, columns], contiguous</param>
    /// <param name="to">First row of it.</param>
    /// <param name="add">Whether the product is added to what is there, without the bias.</param>
    public void Multiply(Tensor left, int from, int rows, Tensor product, int to, bool add = false)
    {
        if (rows == 0)
            return;
        if (!_isOurs)
        {
            MultiplyThere(left.narrow(0, from, rows), product.narrow(0, to, rows), add);
            return;
        }
        fixed (float* a = Numbers.Rows(left, from, rows, Inner), c = Numbers.Rows(product, to, rows, _columns))
            Multiply(a, Inner, 1, rows, c, add);
    }

    /// <summary>leftᵀ × factor.</summary>
    /// <param name="left">[inner, rows], contiguous</param>
    /// <returns>[rows, columns]</returns>
    public Tensor MultiplyTransposed(Tensor left)
    {
        if (!_isOurs)
            return left.t().mm(_matrix);
        int rows = (int)left.size(1);
        Tensor product = Device.Cpu.Empty(rows, _columns);
        fixed (float* a = Numbers.Rows(left, 0, Inner, rows), c = Numbers.Rows(product, 0, rows, _columns))
            Multiply(a, 1, rows, rows, c, add: false);
        return product;
    }

    private void Multiply(float* left, nint leftRow, nint leftStep, int rows, float* product, bool add)
    {
        fixed (float* panels = Numbers.Of<float>(_matrix), bias = Numbers.Of<float>(_bias!))
        {
            for (int step = 0; step < Inner; step += InnerAtOnce)
            {
                int inner = Math.Min(InnerAtOnce, Inner - step);
                for (int column = 0; column < _columns; column += ProductTile.Columns)
                {
                    float* right = panels + (nint)column * Inner + (nint)step * ProductTile.Columns;
                    float* start = add || step > 0 ? null : bias + column;
                    int own = Math.Min(ProductTile.Columns, _columns - column);
                    MultiplyPanel(left + step * leftStep, leftRow, leftStep, rows, right, inner, start, product + column, own);
                }
            }
        }
    }

    // start: what every row begins with; null for what is there already.
    private void MultiplyPanel(
        float* left, nint leftRow, nint leftStep, int rows, float* right, int inner, float* start, float* product, int columns)
    {
        for (int row = 0; row < rows; row += ProductTile.Rows)
        {
            int own = Math.Min(ProductTile.Rows, rows - row);
            float* a = left + row * leftRow, c = product + (nint)row * _columns;
            if (columns < ProductTile.Columns)
                MultiplyEdge(a, leftRow, leftStep, own, right, inner, start, c, columns);
            else
                ProductTile.Run(
                    a, leftRow, leftStep, own, right, inner, start == null ? c : start, start == null ? _columns : 0, c, _columns);
        }
    }

    // The last panel, where it is narrower than a tile: through a tile of its own.
    private void MultiplyEdge(
        float* left, nint leftRow, nint leftStep, int rows, float* right, int inner, float* start, float* product, int columns)
    {
        float* tile = stackalloc float[ProductTile.Rows * ProductTile.Columns];
        for (int row = 0; row < rows && start == null; row++)
            new Span<float>(product + (nint)row * _columns, columns).CopyTo(new Span<float>(tile + row * ProductTile.Columns, columns));
        ProductTile.Run(
            left, leftRow, leftStep, rows, right, inner, start == null ? tile : start, start == null ? ProductTile.Columns : 0,
            tile, ProductTile.Columns);
        for (int row = 0; row < rows; row++)
            new Span<float>(tile + row * ProductTile.Columns, columns).CopyTo(new Span<float>(product + (nint)row * _columns, columns));
    }

    private void MultiplyThere(Tensor left, Tensor product, bool add)
    {
        using (left)
        using (product)
        {
            if (add)
                product.addmm_(left, _matrix, 1, 1);
            else if (_bias is null)
                product.addmm_(left, _matrix, 0, 1);
            else
                product.copy_(_bias).addmm_(left, _matrix, 1, 1);
        }
    }

    public void Dispose()
    {
        _matrix.Dispose();
        _bias?.Dispose();
    }
}
