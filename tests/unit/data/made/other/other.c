/* Has no such macro: a function of its own, and a test. */
int BlockMain(int a)
{
    return a;
}
#define TEST(name) static void test_##name(void)
TEST(DriverEntry)
{
    BlockMain(3);
}
