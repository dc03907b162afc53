#include <ntddk.h>
#ifdef UNIT_TEST
#include <gtest/gtest.h>
#endif

long DriverEntry(void *driver, void *path)
{
    return driver == path;
}

#ifdef UNIT_TEST
TEST(Entry, Works)
{
}

int main(void)
{
    return 0;
}
#endif
