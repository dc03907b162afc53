long Add(long a, long b)
{
    return a + b;
}
