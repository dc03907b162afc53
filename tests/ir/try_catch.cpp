int Step(int n);

int test(int n)
{
    try {
        n = Step(1);
        if (n)
            throw n;
    } catch (int e) {
        return e;
    } catch (...) {
        n = 2;
    }
    return n;
}
