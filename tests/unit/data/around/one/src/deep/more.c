int More(void)
{
    return 1;
}
