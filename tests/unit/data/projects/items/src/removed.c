int removed(void)
{
    return 0;
}
