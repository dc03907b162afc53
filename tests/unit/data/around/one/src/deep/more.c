#include <both.h>
int More(void)
{
    return 1;
}
