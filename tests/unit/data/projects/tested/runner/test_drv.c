#include "unity.h"
#include "drv.c"

void setUp(void)
{
}

void test_entry_succeeds(void)
{
    TEST_ASSERT_EQUAL(STATUS_SUCCESS, DriverEntry(NULL, NULL));
}
