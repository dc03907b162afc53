#include <CppUnitTest.h>
TEST_CLASS(Entry) {};
